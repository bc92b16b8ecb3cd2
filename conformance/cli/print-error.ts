/** Prints bad news: where, what, next. */
import { ToolkitError, type ErrorCode } from "../../src/base/index.ts";
import { escapeTerminal } from "../reporters/escape-terminal.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Codes that mean no verdict rather than unusable input. */
const NO_VERDICT: ReadonlySet<ErrorCode> = new Set([
  "ADAPTER_START",
  "ADAPTER_NOT_READY",
  "ADAPTER_PROTOCOL",
  "ADAPTER_CALIBRATION",
]);

/** Returns the exit code that the error stands for. */
export function printError(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof ToolkitError && error.code !== "INTERNAL") {
    const text = error.detail.split("\n").map(escapeTerminal).join("\n");
    terminal.stderr.write(`streamproof: ${escapeTerminal(error.place)}: ${text}\n  ${error.hint}\n`);
    return NO_VERDICT.has(error.code) ? 3 : 2;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.stderr.write(
    `streamproof: a bug of ours, please report it with the command and this text:\n${text.split("\n").map(escapeTerminal).join("\n")}\n`,
  );
  return 70;
}
