/** The command `validate`: holds files against the schemas and prints every problem with its place. */
import path from "node:path";
import { validateFile, type FileNote } from "../../src/lint/index.ts";
import { readBytes } from "../catalogue/read-bytes.ts";
import { escapeInvisible } from "../reporters/escape-invisible.ts";
import { escapeTerminal } from "../reporters/index.ts";
import type { ExitCode } from "./exit-codes.ts";
import { printError } from "./print-error.ts";
import type { Terminal } from "./terminal.ts";

type ValidateOptions = { readonly strict?: boolean; readonly json?: boolean };

/** 0 where every file fits, 1 where one has problems, 2 where one could not be read at all. */
export function validate(files: readonly string[], options: ValidateOptions, terminal: Terminal): ExitCode {
  let code: ExitCode = 0;
  for (const file of files) {
    try {
      const report = validateFile(file, readBytes(path.resolve(terminal.cwd, file), file));
      const counted = report.problems.filter((problem) => problem.severity === "error" || options.strict === true);
      if (options.json === true) terminal.stdout.write(`${escapeInvisible(JSON.stringify({ file, ...report }))}\n`);
      else printFile(file, report, counted.length, terminal);
      if (counted.length > 0 && code === 0) code = 1;
    } catch (error) {
      const own = printError(error, terminal);
      code = own === 70 ? 70 : code === 70 ? 70 : 2;
    }
  }
  return code;
}

function printFile(file: string, report: ReturnType<typeof validateFile>, counted: number, terminal: Terminal): void {
  const { kind, counts, problems, notes } = report;
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  terminal.stdout.write(
    `${counted === 0 ? "ok   " : "wrong"}  ${escapeTerminal(file)}  ${kind}${parts.length === 0 ? "" : `, ${parts.join(", ")}`}\n`,
  );
  for (const problem of problems) terminal.stdout.write(lineOf(problem.severity, problem));
  for (const note of notes) terminal.stdout.write(lineOf("seen", note));
}

/** `  error  a.sse:event 3:choices[0].delta: L65 content after the finish` */
function lineOf(word: string, { place, invariant, message }: FileNote): string {
  const number = invariant === undefined ? "" : `${invariant} `;
  return `  ${word.padEnd(5)}  ${escapeTerminal(place)}: ${number}${escapeTerminal(message)}\n`;
}
