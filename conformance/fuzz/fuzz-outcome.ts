/** The shape of what a fuzz run found. */
import type { Observation } from "../shape/observation.ts";
import type { Level } from "../shape/case.ts";
import type { PlayVerdict } from "../shape/report.ts";
import type { FuzzDraw } from "./fuzz-draw.ts";
import type { FuzzPropertyName } from "./fuzz-properties.ts";
import type { FailureCode } from "./play-draw.ts";

/** One kind of failure, in the smallest draw that shows it. */
export type FuzzFailure = {
  readonly property: FuzzPropertyName;
  readonly code: FailureCode;
  /** How binding the oddest thing in it is: what is only observed is held against nobody. */
  readonly level: Level;
  /** It did not fail three times of three: what the client did depends on more than the stream. */
  readonly isFlaky: boolean;
  /** With the property, these two give the draw again. */
  readonly seed: number;
  readonly path: string;
  /** The number of the draw that failed first, from 1. */
  readonly foundAtRun: number;
  /** Runs of the client for making it smaller, and all that it took with confirming and explaining. */
  readonly shrinkRuns: number;
  readonly clientRuns: number;
  /** False where making it smaller was cut short. */
  readonly isComplete: boolean;
  readonly draw: FuzzDraw;
  readonly verdict: Omit<PlayVerdict, "key">;
  readonly observation: Observation;
  /** The clause behind "fails only"; null where nothing could be singled out. */
  readonly matters: string | null;
  /** Draws that failed in this way. */
  readonly times: number;
};

export type FuzzOutcome = {
  readonly seed: number;
  readonly failures: readonly FuzzFailure[];
  readonly flaky: readonly FuzzFailure[];
  /** Draws that were played, and runs of the client with all that came of failures. */
  readonly runs: number;
  readonly clientRuns: number;
  /** Draws by property. */
  readonly drawn: Readonly<Record<string, number>>;
  /** Draws without a verdict, and why the first had none. */
  readonly unjudged: { readonly count: number; readonly because: string | null };
  /** Failures in which our own road does not read back what was drawn: held against nobody. */
  readonly unsound: number;
  /** False where it was interrupted, or no process could be had any more. */
  readonly isComplete: boolean;
};
