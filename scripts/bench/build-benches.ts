/** Makes sure that dist/ is what the sources say, and builds the benches beside what they time. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Folders whose files a build reads. */
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

export type BuiltBenches = {
  /** Files of benches in dist/, absolute. */
  readonly modules: readonly string[];
  /** The program that times one pair, absolute. */
  readonly timePair: string;
  /** Takes the benches out of dist/ again: it is packed. */
  readonly remove: () => void;
};

/** `say` is told of every step that takes its time. */
export function buildBenches(root: string, say: (what: string) => void): BuiltBenches {
  const dist = path.join(root, "dist");
  if (!isFresh(root)) {
    say("dist/ is older than its sources: building it");
    run(root, process.execPath, ["--import", "tsx", path.join(root, "scripts", "build.ts")]);
  }
  run(root, process.execPath, [
    path.join(path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc"),
    "-p",
    path.join(root, "scripts", "bench", "tsconfig.json"),
  ]);
  const modules = filesBelow(dist)
    .filter((file) => file.endsWith(".bench.js"))
    .sort();
  return {
    modules,
    timePair: path.join(dist, "scripts", "bench", "time-pair.js"),
    remove: () => {
      for (const file of modules) rmSync(file, { force: true });
      rmSync(path.join(dist, "scripts"), { recursive: true, force: true });
    },
  };
}

function isFresh(root: string): boolean {
  const program = path.join(root, "dist", "conformance", "cli", "bin.js");
  if (!existsSync(program)) return false;
  const builtAtMs = statSync(program).mtimeMs;
  return SOURCES.flatMap((name) => filesBelow(path.join(root, name))).every(
    (file) => statSync(file).mtimeMs <= builtAtMs || /\.(?:test|bench)\.ts$/.test(file),
  );
}

function filesBelow(top: string): readonly string[] {
  if (!statSync(top).isDirectory()) return [top];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function run(cwd: string, program: string, args: readonly string[]): void {
  const { status } = spawnSync(program, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`the build ended with code ${status}`);
}
