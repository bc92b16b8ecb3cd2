import { expect, test } from "vitest";
import type { ClientIdentity } from "../shape/protocol.ts";
import { chooseControl, hasSameRuntime } from "./choose-controls.ts";

const identity = (runtime?: string, transport?: string): ClientIdentity => ({
  name: "c",
  version: "1",
  ...(runtime === undefined ? {} : { runtime }),
  ...(transport === undefined ? {} : { transport }),
});

test.each([
  ["node 20.20.2", "undici 6.24.1", "node-fetch"],
  ["Node v22.1.0", "fetch", "node-fetch"],
  ["node 20.20.2", "node-fetch 2.7.0", "node-http"],
  ["node 20.20.2", "axios 1.7.2 over http", "node-http"],
  ["node 20.20.2", "node:http", "node-http"],
  ["python 3.11.7", "httpx 0.28.1", "python-httpx"],
  ["python 3.11.7", "httpx2 2.16.2", "python-httpx"],
  ["CPython 3.11.7", "requests 2.32 (urllib3 2.2)", "python-http-client"],
  ["python 3.11.7", "http.client", "python-http-client"],
  ["python 3.11.7", "urllib", "python-urllib"],
  ["go1.26.8", undefined, "go-net-http"],
  ["go 1.26.8", "net/http", "go-net-http"],
])("%s with %s is compared with %s", (runtime, transport, control) => {
  expect(chooseControl(identity(runtime, transport))).toEqual({ control });
});

test.each([
  [undefined, "undici", "does not say what runtime"],
  ["node 20.20.2", undefined, "does not say what transport"],
  ["node 20.20.2", "libcurl 8.5", "no bare client of libcurl 8.5"],
  ["python 3.11.7", "aiohttp 3.9", "no bare client of aiohttp"],
  ["bun 1.2.0", "fetch", "no bare client of bun"],
  ["deno 2.1", "fetch", "no bare client of deno"],
  ["go 1.26.8", "fasthttp 1.5", "no bare client of fasthttp"],
  ["golden 1", "net/http", "no bare client of golden"],
])("%s with %s has no bare client, and says so", (runtime, transport, words) => {
  const chosen = chooseControl(identity(runtime, transport));
  expect(chosen.control).toBeNull();
  expect(chosen).toMatchObject({ because: expect.stringContaining(words) });
});

test.each([
  ["node 20.20.2", undefined, "node v20.20.2", "undici 6.24.1", true],
  ["node 20.20.2", "undici 6.24.1", "node 20.20.2", "undici 6.24.1", true],
  // The package undici on the same Node is another transport.
  ["node 20.20.2", "undici 7.10.0", "node 20.20.2", "undici 6.24.1", false],
  ["node 20.20.1", "undici 6.24.1", "node 20.20.2", "undici 6.24.1", true],
  ["node 20.19.0", "fetch", "node 20.20.2", "undici 6.24.1", false],
  ["node 20.20.2", "fetch", "node 20.20.2", "undici 6.24.1", true],
  ["node", "fetch", "node 20.20.2", "undici 6.24.1", false],
  ["go1.26.8", undefined, "go 1.26.8", undefined, true],
  ["go 1.26.8", undefined, "go 1.26.9", undefined, false],
  ["python 3.11.7", "httpx 0.27.0", "python 3.11.7", "httpx 0.28.1", false],
  ["CPython 3.11.7", "http.client", "python 3.11.7", undefined, true],
  ["python 3.11", undefined, "python 3.11.7", undefined, false],
])("%s, %s and %s, %s: the same is %s", (runtime, transport, other, its, same) => {
  expect(hasSameRuntime(identity(runtime, transport), identity(other, its))).toBe(same);
});
