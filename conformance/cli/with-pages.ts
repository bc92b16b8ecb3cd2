/** Names the page of the rule in every verdict that a reader will ask about. */
import { rulePage } from "../shape/rule-page.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { statusKind } from "../shape/status-kind.ts";

/** For cases of this package only: another catalogue has no pages here. */
export function withPages(verdicts: readonly CaseVerdict[]): readonly CaseVerdict[] {
  return verdicts.map((verdict) => (isAskedAbout(verdict) ? { ...verdict, page: rulePage(verdict) } : verdict));
}

// --- internal ---

function isAskedAbout({ status }: CaseVerdict): boolean {
  const kind = statusKind(status);
  return kind === "ill" || kind === "no_verdict";
}
