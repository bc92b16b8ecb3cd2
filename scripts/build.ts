/** Compiles the package into dist/, with the index of its cases. */
import { spawnSync } from "node:child_process";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { printCaseIndex } from "../conformance/catalogue/case-index.ts";
import { fixturesRoot, loadCatalogue } from "../conformance/catalogue/index.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const typescript = path.dirname(createRequire(import.meta.url).resolve("typescript/package.json"));

rmSync(path.join(ROOT, "dist"), { recursive: true, force: true });
const compiled = spawnSync(process.execPath, [path.join(typescript, "bin", "tsc"), "-p", "tsconfig.build.json"], {
  cwd: ROOT,
  stdio: "inherit",
});
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
writeFileSync(
  path.join(ROOT, "dist", "conformance", "catalogue", "index.json"),
  printCaseIndex(loadCatalogue(), fixturesRoot()),
);
chmodSync(path.join(ROOT, "dist", "conformance", "cli", "bin.js"), 0o755);
