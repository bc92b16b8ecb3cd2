/** Prints the failed tests of a report of Vitest: the last lines of a log are the first that are read. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { failedTests } from "./failed-tests.ts";

const [file = ""] = process.argv.slice(2);
const report: unknown = JSON.parse(readFileSync(file, "utf8"));
for (const line of failedTests(report, path.resolve(import.meta.dirname, ".."))) process.stdout.write(`${line}\n`);
