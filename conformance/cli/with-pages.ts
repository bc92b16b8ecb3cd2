/** Names the page of the rule in every verdict that a reader will ask about. */
import { rulePage } from "../shape/rule-page.ts";
import type { CaseVerdict, Status } from "../shape/report.ts";

const WELL: ReadonlySet<Status> = new Set(["pass", "observed", "skip", "not_run", "not_judged"]);

/** For cases of this package only: another catalogue has no pages here. */
export function withPages(verdicts: readonly CaseVerdict[]): readonly CaseVerdict[] {
  return verdicts.map((verdict) => (WELL.has(verdict.status) ? verdict : { ...verdict, page: rulePage(verdict) }));
}
