/** Runs one command line in the real world: its streams, its signals, its exit code. */
import type { ExitCode } from "./exit-codes.ts";
import { runCommand } from "./run-command.ts";

/** Ends with an exit code; a second Ctrl-C ends at once. */
export async function runProgram(argv: readonly string[]): Promise<ExitCode> {
  const interruption = new AbortController();
  const interrupt = (): void => {
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  // A reader that closes our pipe early (`| head`) is no error of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  // The handlers stay to the end: without one, a late signal would end us with its own code instead of 130.
  return runCommand(argv, {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    interrupted: interruption.signal,
  });
}
