/** Makes sure that dist/ is what the sources say, and builds the benches beside what they time. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ensureBuilt } from "../ensure-built.ts";
import { filesBelow } from "../files-below.ts";

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
  ensureBuilt(root, say);
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

function run(cwd: string, program: string, args: readonly string[]): void {
  const { status } = spawnSync(program, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`the build ended with code ${status}`);
}
