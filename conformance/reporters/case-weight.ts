/** Says how a case weighs in a continuous integration: against the run, worth a remark, or neither. */
import { gateMet, isFailing } from "../judge/index.ts";
import type { CaseVerdict, Report } from "../shape/report.ts";
import { statusKind } from "../shape/status-kind.ts";

/** `error`: the run ends badly because of it · `warning`: it failed, the gate lets it pass · `none`. */
export type CaseWeight = "error" | "warning" | "none";

/** Without a gate (`none`) a must that fails still weighs as an error: the page must not look as if all were well. */
export function caseWeight(verdict: CaseVerdict, gate: Report["gate"]["level"]): CaseWeight {
  if (statusKind(verdict.status) === "no_verdict" || verdict.status === "xpass") return "error";
  if (!gateMet([verdict], gate === "none" ? "must" : gate)) return "error";
  return isFailing(verdict) || verdict.status === "warn" || verdict.status === "flaky" ? "warning" : "none";
}
