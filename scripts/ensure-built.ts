/** Builds dist/ where it is older than what a build reads. */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { filesBelow } from "./files-below.ts";

/** Files and folders that a build reads. */
const SOURCES = [
  "src",
  "generators",
  "conformance",
  "fixtures",
  "scripts/build.ts",
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
] as const;

/** `say` is told before it takes its time. */
export function ensureBuilt(root: string, say: (what: string) => void): void {
  if (isFresh(root)) return;
  say("dist/ is older than its sources: building it");
  const build = ["--import", "tsx", path.join(root, "scripts", "build.ts")];
  const { status } = spawnSync(process.execPath, build, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`the build ended with code ${status}`);
}

// --- internal ---

function isFresh(root: string): boolean {
  const program = path.join(root, "dist", "conformance", "cli", "bin.js");
  if (!existsSync(program)) return false;
  const builtAtMs = statSync(program).mtimeMs;
  return SOURCES.flatMap((name) => filesBelow(path.join(root, name))).every(
    (file) => statSync(file).mtimeMs <= builtAtMs || /\.(?:test|bench)\.ts$/.test(file),
  );
}
