#!/usr/bin/env node
/** The `streamproof` program: answers --version before anything loads, then hands over to the commands. */
import { readFileSync } from "node:fs";

const [first] = process.argv.slice(2);
if (first === "--version" || first === "-V") {
  const file = new URL("../../../package.json", import.meta.url);
  process.stdout.write(`${(JSON.parse(readFileSync(file, "utf8")) as { version: string }).version}\n`);
} else {
  const { runProgram } = await import("./run-program.ts");
  process.exitCode = await runProgram(process.argv.slice(2));
}
