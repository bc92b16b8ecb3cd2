/** Says whether the verdicts of a run meet a gate. */
import type { CaseVerdict, Report, Status } from "../shape/report.ts";
import { isFailing } from "./case-verdict.ts";

const SHUT: readonly Status[] = ["fail", "timeout", "crash"];

/** `must`: no must in fail, timeout, crash. `should`: no should either. `none`: always met. */
export function gateMet(
  cases: readonly Pick<CaseVerdict, "level" | "status" | "findings">[],
  level: Report["gate"]["level"],
): boolean {
  if (level === "none") return true;
  return !cases.some((verdict) => {
    if (verdict.level === "must") return SHUT.includes(verdict.status);
    if (verdict.level === "observe" || level === "must") return false;
    return SHUT.includes(verdict.status) || (verdict.status === "warn" && isFailing(verdict));
  });
}
