/** What `check` is asked for: its options, and how its adapter was come by. */
import type { Report } from "../shape/report.ts";
import type { ExpectOptions } from "./expect-file.ts";
import type { RepeatHow } from "./repeat-command.ts";
import type { Mode } from "./spawn-driver.ts";

export type CheckOptions = ExpectOptions & {
  readonly only: readonly string[];
  readonly variant?: string;
  readonly variants: "default" | "none" | "all";
  /** Seconds of planned delivery: variants that do not fit are left out. */
  readonly budget?: number;
  /** Which variants the budget takes first. */
  readonly seed?: number;
  readonly gate: Report["gate"]["level"];
  readonly reporter: readonly string[];
  readonly profile: readonly string[];
  readonly jobs: number;
  readonly deadlineMs: number;
  readonly gapMs: number;
  /** Gaps end when the client has taken what was written, not after a time. */
  readonly strictDelivery?: boolean;
  readonly startupMs: number;
  readonly fixtures?: string;
  /** Only cases that this version of the catalogue had. */
  readonly asOf?: string;
  readonly passEnv?: readonly string[];
  readonly mode?: Mode;
  /** False: what fails is not played to a bare client of the same runtime. */
  readonly controls?: boolean;
};

/** Where the adapter runs and how the reader is told to repeat a play. */
export type CheckTarget = {
  readonly cwd: string;
  readonly repeat: RepeatHow;
  readonly startedAs: readonly string[] | null;
};
