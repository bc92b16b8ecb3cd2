/** Says with which exit code a run that was not interrupted ends. */
import type { Report, Status } from "../shape/report.ts";
import { whyNoVerdict } from "./why-no-verdict.ts";

export type ExitFacts = {
  readonly report: {
    readonly gate: Pick<Report["gate"], "met">;
    readonly cases: readonly { readonly status: Status }[];
  };
  /** Entries of the expectations that are stale, have expired or match nothing. */
  readonly brokenExpectations?: number;
};

/** 3: no verdict · 1: complete, gate not met · 0: complete, gate met. 2, 70 and 130 are the command line's own. */
export function exitCode({ report, brokenExpectations = 0 }: ExitFacts): 0 | 1 | 3 {
  const statuses = report.cases.map((verdict) => verdict.status);
  if (whyNoVerdict(statuses) !== null) return 3;
  return report.gate.met === true && brokenExpectations === 0 && !statuses.includes("xpass") ? 0 : 1;
}
