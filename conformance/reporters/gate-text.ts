/** Says in words what came of a run's gate. */
import type { Report } from "../shape/report.ts";

/** `met`, `not met`, or `no verdict: nothing was judged`. */
export function gateText({ met, because }: Report["gate"]): string {
  if (met !== null) return met ? "met" : "not met";
  return `no verdict: ${because ?? "no reason given"}`;
}
