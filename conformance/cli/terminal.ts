/** What a command may touch of the outside: streams, environment, interruption. */

/** A stream that may be a terminal. */
export type Output = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };

export type Terminal = {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted by the first Ctrl-C; a command cleans up and returns 130. */
  readonly interrupted: AbortSignal;
};

/** Colour only where a person looks and did not refuse it (no-color.org); FORCE_COLOR asks for it in a pipe, or against it. */
export function wantsColour(output: Output, env: Terminal["env"]): boolean {
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced === "0" || forced === "false") return false;
  if (forced !== undefined && forced !== "") return true;
  return output.isTTY === true && env["TERM"] !== "dumb";
}

/** Columns to print in: the terminal's, else 100. */
export function widthOf(output: Output): number {
  return Math.max(40, Math.min(output.columns ?? 100, 160));
}
