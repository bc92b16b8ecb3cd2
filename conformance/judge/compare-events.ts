/** Compares the events that a reader reported with the events that the bytes hold. */
import type { Alternative } from "../shape/case.ts";
import type { Finding } from "../shape/finding.ts";
import type { ReportedEvent } from "../shape/protocol.ts";
import { failure } from "./judgement.ts";
import { sameText } from "./same-text.ts";

type DueEvent = NonNullable<Alternative["events"]>[number];

/** Findings of one kind that are listed; the rest of them say the same. */
const FINDINGS_MAX = 3;

export function compareEvents(
  due: readonly DueEvent[],
  reported: readonly ReportedEvent[],
  withIds: boolean,
): readonly Finding[] {
  const same = (one: DueEvent | undefined, other: ReportedEvent | undefined) =>
    one !== undefined && other !== undefined && sameEvent(one, other, withIds);
  const kept = keepInOrder(due, reported, same);
  if (kept.missing.length === 0 || kept.extra.length === 0) {
    return [
      ...kept.missing.slice(0, FINDINGS_MAX).map((at) => failure("event.lost", `events[${at}]`, due[at], null)),
      ...kept.extra.slice(0, FINDINGS_MAX).map((at) => failure("event.invented", `events[${at}]`, null, reported[at])),
    ];
  }
  // Neither row holds the other: what stands at one place counts as one event, changed.
  const findings: Finding[] = [];
  const pairs = Math.min(kept.missing.length, kept.extra.length);
  for (let index = 0; index < Math.min(pairs, FINDINGS_MAX); index++) {
    const [dueAt, reportedAt] = [kept.missing[index] ?? 0, kept.extra[index] ?? 0];
    const [one, other] = [due[dueAt], reported[reportedAt]];
    if (one === undefined || other === undefined) continue;
    // An id that was not compared is no difference to be shown.
    const hasId = withIds && one.id !== undefined;
    const compared = ({ event, data, id }: DueEvent | ReportedEvent) =>
      hasId ? { event, data, id: id ?? "" } : { event, data };
    findings.push(failure("event.changed", `events[${reportedAt}]`, compared(one), compared(other)));
  }
  for (const at of kept.missing.slice(pairs, pairs + FINDINGS_MAX))
    findings.push(failure("event.lost", `events[${at}]`, due[at], null));
  for (const at of kept.extra.slice(pairs, pairs + FINDINGS_MAX)) {
    findings.push(failure("event.invented", `events[${at}]`, null, reported[at]));
  }
  return findings;
}

// --- internal ---

/** Some readers name an event without a type "", as the wire has it, others "message", as the DOM does. */
function sameEvent(due: DueEvent, reported: ReportedEvent, withIds: boolean): boolean {
  if ((due.event || "message") !== (reported.event || "message")) return false;
  if (withIds && due.id !== undefined && due.id !== (reported.id ?? "")) return false;
  return sameText(due.data, reported.data, { match: "exact", nullIsAbsent: true });
}

/** Sets aside what both rows share in order, from both ends first so that one change in the middle stays one change. */
function keepInOrder(
  due: readonly DueEvent[],
  reported: readonly ReportedEvent[],
  same: (one: DueEvent | undefined, other: ReportedEvent | undefined) => boolean,
): { readonly missing: readonly number[]; readonly extra: readonly number[] } {
  let head = 0;
  while (head < due.length && head < reported.length && same(due[head], reported[head])) head++;
  let dueEnd = due.length;
  let reportedEnd = reported.length;
  while (dueEnd > head && reportedEnd > head && same(due[dueEnd - 1], reported[reportedEnd - 1])) {
    dueEnd--;
    reportedEnd--;
  }
  const missing: number[] = [];
  const extra: number[] = [];
  if (dueEnd - head === reportedEnd - head) {
    for (let at = head; at < dueEnd; at++) {
      if (same(due[at], reported[at])) continue;
      missing.push(at);
      extra.push(at);
    }
    return { missing, extra };
  }
  // Greedy from the shorter row: a shorter row that is contained in the longer one is found so.
  const dueIsShorter = dueEnd < reportedEnd;
  let [dueAt, reportedAt] = [head, head];
  while (dueAt < dueEnd && reportedAt < reportedEnd) {
    if (same(due[dueAt], reported[reportedAt])) {
      dueAt++;
      reportedAt++;
    } else if (dueIsShorter) extra.push(reportedAt++);
    else missing.push(dueAt++);
  }
  while (dueAt < dueEnd) missing.push(dueAt++);
  while (reportedAt < reportedEnd) extra.push(reportedAt++);
  return { missing, extra };
}
