/** What a declared command is given when it runs. */
import type { ExitCode } from "../exit-codes.ts";
import type { Terminal } from "../terminal.ts";

export type CommandContext = {
  readonly terminal: Terminal;
  /** The whole command line: what stands before and after the first `--` matters to some commands. */
  readonly argv: readonly string[];
  /** Takes the exit code; a command that throws gives none. */
  readonly done: (code: ExitCode) => void;
};
