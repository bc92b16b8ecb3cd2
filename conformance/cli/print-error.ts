/** Prints bad news: where, what, next. */
import { redactText, ToolkitError, type ErrorCode } from "../../src/base/index.ts";
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
    // Commands and what adapters and installers wrote: whoever prints a log may not know what is in it.
    const text = redactText(error.detail).split("\n").map(escapeTerminal).join("\n");
    terminal.stderr.write(`streamproof: ${escapeTerminal(redactText(error.place))}: ${text}\n  ${error.hint}\n`);
    return NO_VERDICT.has(error.code) ? 3 : 2;
  }
  const text = textOf(error);
  terminal.stderr.write(
    `streamproof: a bug of ours, please report it with the command and this text:\n${text.split("\n").map(escapeTerminal).join("\n")}\n`,
  );
  return 70;
}

/** Total: this is the last line of all, and anything may have been thrown. */
function textOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.stack ?? error.message) : String(error);
  } catch {
    return `what was thrown cannot be shown (${typeof error})`;
  }
}
