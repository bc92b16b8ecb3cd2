/** What a reporter is shown of a case beside its verdict: the case itself, and the script that was played. */
import type { Case } from "../shape/case.ts";
import type { PlayedExchangeScript } from "../shape/play.ts";

export type CaseExplanation = {
  readonly case: Case;
  /** The answers of the play that the verdict shows, slice by slice. */
  readonly exchanges: readonly PlayedExchangeScript[];
};

/** How a report is printed. Everything comes in as an argument: a reporter reads no clock, disk or process. */
export type PrintOptions = {
  readonly colour: boolean;
  /** Columns of the page. */
  readonly width: number;
  /** The command that repeats just this play. */
  readonly repeat: (uid: string, key: string) => string;
  /** The case and the script of this play, or null where they are not at hand. */
  readonly show: (uid: string, key: string) => CaseExplanation | null;
};
