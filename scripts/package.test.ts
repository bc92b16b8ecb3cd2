import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const SCAFFOLD = ["conformance", "cli", "scaffolds", "javascript"] as const;
const SHELL = process.platform === "win32";

let folder = "";

// The tarball is what users get: it is packed, installed elsewhere, and used through every door.
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "streamproof-package-"));
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], {
    cwd: ROOT,
    shell: SHELL,
    stdio: "pipe",
  });
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  writeFileSync(
    path.join(folder, "package.json"),
    JSON.stringify({ name: "elsewhere", private: true, type: "module" }),
  );
  execFileSync(
    "npm",
    ["install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error", path.join(folder, tarball)],
    { cwd: folder, shell: SHELL, stdio: "pipe" },
  );
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function node(code: string): string {
  writeFileSync(path.join(folder, "use.mjs"), code);
  return execFileSync(process.execPath, ["use.mjs"], { cwd: folder, encoding: "utf8" });
}

test.each([
  ["streamproof", "assemble", "decodeBytes", "encodeBlocks", "readGoVcr"],
  ["streamproof/schema", "WireChunk", "Message"],
  ["streamproof/generators", "cuts"],
  ["streamproof/conformance", "runCatalogue", "createInProcessStage", "judge"],
  ["streamproof/fixtures", "loadCatalogue"],
])("the door %s opens", (door, ...names) => {
  const printed = node(
    `import * as door from ${JSON.stringify(door)}; console.log(JSON.stringify(Object.keys(door)));`,
  );
  expect(JSON.parse(printed)).toEqual(expect.arrayContaining(names));
});

test("the door streamproof/vitest opens inside a suite, and says so where there is no Vitest", () => {
  const without = spawnSync(process.execPath, ["--input-type=module", "-e", `await import("streamproof/vitest")`], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(without.stderr).toContain("Cannot find package 'vitest'");
  symlinkSync(path.join(ROOT, "node_modules", "vitest"), path.join(folder, "node_modules", "vitest"), "junction");
  writeFileSync(path.join(folder, "adapter.mjs"), readFileSync(path.join(ROOT, ...SCAFFOLD, "adapter.mjs")));
  writeFileSync(path.join(folder, "client.mjs"), readFileSync(path.join(ROOT, ...SCAFFOLD, "client.mjs")));
  writeFileSync(
    path.join(folder, "streams.test.mjs"),
    `import { testClient } from "streamproof/vitest";
     testClient("scaffold", { client: [process.execPath, "adapter.mjs"], only: ["s3ed"], variants: "none" });`,
  );
  const vitest = path.join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const ran = spawnSync(process.execPath, [vitest, "run", "--root", folder], { cwd: folder, encoding: "utf8" });
  expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining("1 passed")]);
});

test("the fixtures are there as files, the recording byte for byte", () => {
  const printed = node(`
    import { createHash } from "node:crypto";
    import { readFileSync } from "node:fs";
    import { fileURLToPath } from "node:url";
    const file = fileURLToPath(import.meta.resolve("streamproof/fixtures/real/openrouter/simple_streaming.yaml"));
    console.log(createHash("sha256").update(readFileSync(file)).digest("hex"));`);
  expect(printed.trim()).toBe("521e6b63efd9f6b2a6a74dfe532e13a1d2134a1c12a11afa7c1481e9277889ac");
});

test("the catalogue loads from the package, the recording assembles", () => {
  const printed = node(`
    import { assemble, decodeBytes } from "streamproof";
    import { loadCatalogue } from "streamproof/fixtures";
    const { bodies } = loadCatalogue().find((loaded) => loaded.case.uid === "s3ed");
    const { items, residue } = decodeBytes(bodies);
    const { message, usage } = assemble(items, residue);
    console.log(JSON.stringify([message.choices[0].content, usage.total_tokens]));`);
  expect(JSON.parse(printed)).toEqual(["Olá!", 23]);
});

test("the program runs, keeps the `--` and the exit code", () => {
  const bin = path.join(folder, "node_modules", ".bin", "streamproof");
  const run = (...args: string[]) => spawnSync(bin, args, { cwd: folder, encoding: "utf8", shell: SHELL });
  expect(run("--version").stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  expect(run("cases", "list").stdout).toContain("s3ed");
  const swallowed = run("check", "node");
  expect([swallowed.status, swallowed.stderr]).toEqual([2, expect.stringContaining("`--`")]);
  const started = run("check", "--", "no-such-program-anywhere");
  expect([started.status, started.stderr]).toEqual([3, expect.stringContaining("no-such-program-anywhere")]);
});

test("no tests, no installed clients and no development files are packed", () => {
  const packed = path.join(folder, "node_modules", "streamproof");
  const files = readdirSync(packed, { recursive: true }).map(String);
  expect(files.filter((file) => /\.test\.|\.bench\.|node_modules|misbehaving|^scripts/.test(file))).toEqual([]);
  expect(existsSync(path.join(packed, "conformance", "adapters"))).toBe(true);
});
