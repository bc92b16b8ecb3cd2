import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { cacheFolder, installedFolder, isInstalled, WHOLE } from "./client-folder.ts";
import { readClient } from "./client-manifest.ts";
import { installClient } from "./install-client.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";
import { tinyNpmClient, tinyPipClient } from "./testing/tiny-client.ts";

const top = mkdtempSync(path.join(tmpdir(), "streamproof-install-"));
afterAll(() => rmSync(top, { recursive: true, force: true }));

let parent = top;
let env: Readonly<Record<string, string | undefined>> = {};
beforeEach(() => {
  parent = mkdtempSync(path.join(top, "t-"));
  env = { ...process.env, XDG_CACHE_HOME: path.join(parent, "cache") };
});

const install = (client: Parameters<typeof installClient>[0]) =>
  installClient(client, captureTerminal(parent, env).terminal);
/** What stands in the cache, finished or not. */
const cached = () => readdirSync(cacheFolder(env));

describe("npm", () => {
  test("installs into a folder of its own, whole, without what is written for people", async () => {
    const client = tinyNpmClient(parent);
    expect(isInstalled(client, env)).toBe(false);
    const folder = await install(client);
    expect(folder).toBe(installedFolder(client, env));
    expect(path.dirname(folder)).toBe(path.join(parent, "cache", "streamproof", "clients"));
    expect(readdirSync(folder)).toEqual(expect.arrayContaining([WHOLE, "adapter.mjs"]));
    expect(existsSync(path.join(folder, "NOTES.md"))).toBe(false);
    expect(isInstalled(client, env)).toBe(true);
    expect(cached()).toHaveLength(1);
  });

  test("the same client is not installed twice, two at once end as one", async () => {
    const client = tinyNpmClient(parent);
    const [first, second] = await Promise.all([install(client), install(client)]);
    expect(second).toBe(first);
    expect(cached()).toEqual([path.basename(first)]);
    writeFileSync(path.join(first, "kept"), "");
    await install(client);
    expect(existsSync(path.join(first, "kept"))).toBe(true);
  });

  test("a changed adapter is another folder; changed notes are not", () => {
    const { folder } = tinyNpmClient(parent);
    const before = installedFolder(readClient(folder), env);
    writeFileSync(path.join(folder, "NOTES.md"), "other words");
    expect(installedFolder(readClient(folder), env)).toBe(before);
    writeFileSync(path.join(folder, "adapter.mjs"), "// changed");
    expect(installedFolder(readClient(folder), env)).not.toBe(before);
  });

  test("a client that gets a Node of its own shares no folder with one that does not", () => {
    const { folder } = tinyNpmClient(parent, { node: { at_least: "18.0.0" } });
    const client = readClient(folder);
    const newer = { ...client, manifest: { ...client.manifest, node: { at_least: "999.0.0" } } };
    expect(installedFolder(newer, env)).not.toBe(installedFolder(client, env));
  });

  test("a half-made folder of the final name is made anew", async () => {
    const client = tinyNpmClient(parent);
    const half = installedFolder(client, env);
    mkdirSync(half, { recursive: true });
    writeFileSync(path.join(half, "left-over"), "");
    expect(isInstalled(client, env)).toBe(false);
    await install(client);
    expect(isInstalled(client, env)).toBe(true);
    expect(existsSync(path.join(half, "left-over"))).toBe(false);
  });

  test("a lock that does not fit fails with npm's own words and leaves nothing behind", async () => {
    const client = tinyNpmClient(parent, {}, { "package-lock.json": "{" });
    await expect(install(client)).rejects.toMatchObject({
      code: "CLIENT_INSTALL",
      place: "tiny",
      detail: expect.stringMatching(/^npm ended with code \d+\n[^]*package-lock/),
    });
    expect(cached()).toEqual([]);
  });

  test("a client with nothing to install runs where it lies", async () => {
    const client = tinyNpmClient(parent, { install: "none" });
    expect(await install(client)).toBe(client.folder);
    expect(existsSync(cacheFolder(env))).toBe(false);
  });
});

const PYTHON = process.platform === "win32" ? "python" : "python3";
const hasPip = spawnSync(PYTHON, ["-m", "pip", "--version"]).status === 0;
if (!hasPip) console.log(`the tests of pip are skipped: ${PYTHON} -m pip --version does not run here`);

describe.runIf(hasPip)("pip", () => {
  test("installs beside the adapter, where that Python finds it", async () => {
    const client = tinyPipClient(parent, PYTHON, tinyWheel());
    const folder = await install(client);
    expect(readFileSync(path.join(folder, "site-packages", "tiny.py"), "utf8")).toBe("WORD = 'installed'\n");
    const said = spawnSync(PYTHON, ["-c", "import tiny; print(tiny.WORD)"], {
      cwd: folder,
      env: { ...process.env, PYTHONPATH: path.join(folder, "site-packages") },
      encoding: "utf8",
    });
    expect(said.stdout.trim()).toBe("installed");
    expect(isInstalled(client, env)).toBe(true);
    expect(cached()).toHaveLength(1);
  });

  test("what is not there fails with pip's own words and leaves nothing behind", async () => {
    const client = tinyPipClient(parent, PYTHON, tinyWheel(), {
      "requirements.txt": "./no-such-1.0-py3-none-any.whl\n",
    });
    await expect(install(client)).rejects.toMatchObject({
      code: "CLIENT_INSTALL",
      detail: expect.stringMatching(/^pip ended with code 1\n[^]*no-such/),
    });
    expect(cached()).toEqual([]);
  });
});

test("a client whose Python is not there is not installed, and installing says why", async () => {
  const client = tinyPipClient(parent, "no-such-python", new Uint8Array());
  expect(isInstalled(client, env)).toBe(false);
  await expect(install(client)).rejects.toMatchObject({ code: "CLIENT_INSTALL", place: "no-such-python" });
});

/** A wheel is a zip file; Python's own module writes it. */
function tinyWheel(): Uint8Array {
  const write = `
import sys, zipfile
info = "tiny-1.2.3.dist-info/"
files = {
    "tiny.py": "WORD = 'installed'\\n",
    info + "METADATA": "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.2.3\\n",
    info + "WHEEL": "Wheel-Version: 1.0\\nGenerator: hand\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    info + "RECORD": f"tiny.py,,\\n{info}METADATA,,\\n{info}WHEEL,,\\n{info}RECORD,,\\n",
}
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    for name, text in files.items():
        wheel.writestr(name, text)
`;
  const file = path.join(parent, "tiny.whl");
  const { status, stderr } = spawnSync(PYTHON, ["-c", write, file], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return readFileSync(file);
}
