/** Runs one command line in the real world: its streams, its signals, its exit code. */
import { ToolkitError } from "../../src/base/index.ts";
import type { ExitCode } from "./exit-codes.ts";
import { printError } from "./print-error.ts";
import { runCommand } from "./run-command.ts";
import { steadyOutput } from "./steady-output.ts";
import { disarmOutput } from "./workflow-output.ts";

/** Without end, and of no use but for what they print: once nobody reads, they are done, and well. */
const PRINTS_ONLY: ReadonlySet<string> = new Set(["generate"]);

/** What is worse than output that was lost. */
const OUTRANKS_LOSS: ReadonlySet<ExitCode> = new Set<ExitCode>([2, 70, 130]);

/** Ends with an exit code; a second Ctrl-C ends at once. */
export async function runProgram(argv: readonly string[]): Promise<ExitCode> {
  const printsOnly = argv[0] !== undefined && PRINTS_ONLY.has(argv[0]);
  const interruption = new AbortController();
  const interrupt = (): void => {
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  const stdout = steadyOutput(process.stdout, () => {
    if (printsOnly) process.exit(0);
  });
  const terminal = {
    stdout: disarmOutput(stdout, process.env),
    stderr: disarmOutput(steadyOutput(process.stderr), process.env),
    env: process.env,
    cwd: workingFolder() ?? "",
    interrupted: interruption.signal,
  };
  // Thrown where nobody could catch it: ours, whatever it is. Exit hooks see to it that no adapter is left behind.
  process.on("uncaughtException", (error) => {
    process.exit(
      printError(error instanceof ToolkitError ? new Error(error.message, { cause: error }) : error, terminal),
    );
  });
  if (terminal.cwd === "")
    return printError(new ToolkitError("FILE_UNREADABLE", "the working folder", "it is not there any more"), terminal);
  // The handlers stay to the end: without one, a late signal would end us with its own code instead of 130.
  const code = await runCommand(argv, terminal);
  // A stream may tell of its failure a turn later.
  await new Promise((resolve) => setImmediate(resolve));
  const lost = stdout.lost();
  if (lost === null || OUTRANKS_LOSS.has(code)) return code;
  return printError(new ToolkitError("FILE_UNWRITABLE", "standard output", lost), terminal);
}

// --- internal ---

/** Null where it was removed under our feet. */
function workingFolder(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}
