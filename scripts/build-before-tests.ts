/** Set up once for all tests: those that start the program in a process of its own start what was built. */
import path from "node:path";
import { ensureBuilt } from "./ensure-built.ts";

export default function setup(): void {
  ensureBuilt(path.resolve(import.meta.dirname, ".."), (what) => process.stdout.write(`${what}\n`));
}
