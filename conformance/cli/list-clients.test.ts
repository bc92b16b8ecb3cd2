import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { listClients } from "./list-clients.ts";
import { readClients } from "./client-manifest.ts";
import { clientVersion } from "./client-version.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";
import { tinyNpmClient } from "./testing/tiny-client.ts";

test("the list has every client with its version and its state", () => {
  const { terminal, out } = captureTerminal(tmpdir(), { XDG_CACHE_HOME: path.join(tmpdir(), "no-such-cache") });
  expect(listClients(terminal)).toBe(0);
  const lines = out().trimEnd().split("\n");
  expect(lines.map((line) => line.split("  ")[0])).toEqual(readClients().map(({ manifest }) => manifest.name));
  expect(out()).toMatch(/^openai +\d+\.\d+\.\d+ +not installed +openai for JavaScript/m);
  expect(out()).toMatch(/^python-stdlib +- +nothing to install/m);
});

test("a version that is not pinned is none", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "streamproof-version-"));
  try {
    const files = { "package.json": JSON.stringify({ dependencies: { other: "1.0.0" } }) };
    expect(clientVersion(tinyNpmClient(folder, { package: "tiny" }, files))).toBe(null);
    expect(clientVersion(tinyNpmClient(folder, { package: "other" }, files))).toBe("1.0.0");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
