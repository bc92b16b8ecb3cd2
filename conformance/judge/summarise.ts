/** Counts the verdicts of a run by status. */
import { Status, type CaseVerdict } from "../shape/report.ts";

/** Every status has its count, also where it is 0: a reader must not guess what an absent one means. */
export function summarise(cases: readonly Pick<CaseVerdict, "status">[]): Record<Status, number> {
  const counts = Object.fromEntries(Status.options.map((status) => [status, 0])) as Record<Status, number>;
  for (const { status } of cases) counts[status] += 1;
  return counts;
}
