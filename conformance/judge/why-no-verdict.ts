/** Says why a run comes to no verdict on its client, whatever its gate. */
import type { Status } from "../shape/report.ts";
import { statusKind } from "../shape/status-kind.ts";

/** Null where there is a verdict. Silence is never a pass. */
export function whyNoVerdict(statuses: readonly Status[]): string | null {
  const kinds = statuses.map(statusKind);
  const failed = kinds.filter((kind) => kind === "no_verdict").length;
  if (failed > 0)
    return `${failed} ${failed === 1 ? "case" : "cases"} came to none, by a fault of the adapter or of the runner`;
  return kinds.some((kind) => kind === "well" || kind === "ill") ? null : "nothing was judged";
}
