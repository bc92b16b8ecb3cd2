/** The exit codes of every command. */

export const EXIT_CODES = {
  0: "complete, gate met",
  1: "complete, gate not met or an expected failure that does not hold",
  2: "unusable input, flags or files",
  3: "no verdict: the adapter was never ready, failed its calibration, or nothing was judged",
  70: "a bug of streamproof",
  130: "interrupted; what was printed is partial and says so",
} as const;

export type ExitCode = keyof typeof EXIT_CODES;

/** The table as the foot of a help page. */
export function exitHelp(): string {
  const rows = Object.entries(EXIT_CODES).map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`);
  return ["", "Exit codes:", ...rows].join("\n");
}
