/** How long the program takes to answer, against one bare start of node. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Bench, Pair } from "../../scripts/bench/bench.ts";

const PROGRAM = fileURLToPath(new URL("bin.js", import.meta.url));

function run(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    child
      .once("error", reject)
      .once("close", (code) =>
        code === 0 ? resolve() : reject(new Error(`${args.join(" ")} ended with code ${code}`)),
      );
  });
}

function answered(args: readonly string[]): Pair {
  return { name: args.join(" "), setUp: () => ({ a: () => run([PROGRAM, ...args]), b: () => run(["-e", ""]) }) };
}

export const benches: readonly Bench[] = [
  {
    name: "version",
    title: "`streamproof --version`, against one bare start of node",
    ratio: "time",
    target: 1.2,
    peers: [],
    pairs: [answered(["--version"])],
  },
  {
    name: "cases-list",
    title: "`streamproof cases list`, against one bare start of node",
    ratio: "time",
    target: 2,
    peers: [],
    pairs: [answered(["cases", "list"])],
  },
];
