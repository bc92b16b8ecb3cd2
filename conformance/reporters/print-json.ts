/** Prints a report as JSON in one order of members, so that two reports can be compared as text. */
import { CaseVerdict, ControlRun, PlayVerdict, Report, ReportedFinding, Status } from "../shape/report.ts";
import { escapeInvisible } from "./escape-invisible.ts";

/** Members in the order of the shape; members that no shape names (quoted from clients) by name. Ends with a newline. */
export function printJson(report: Report): string {
  const text = JSON.stringify(ordered(report), null, 2);
  return `${escapeInvisible(text)}\n`;
}

// --- internal ---

/** The places of the members of all shapes of a report; the first shape that names a member decides. */
const PLACES: ReadonlyMap<string, number> = new Map(
  [
    ...Object.keys(Report.shape),
    ...Object.keys(CaseVerdict.shape),
    ...Object.keys(PlayVerdict.shape),
    ...Object.keys(ReportedFinding.shape),
    ...Object.keys(ControlRun.shape),
    ...Status.options,
  ]
    .reverse()
    .map((name, index, all) => [name, all.length - index] as const),
);

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, ordered(member)] as const);
  return Object.fromEntries(members.sort(([one], [other]) => compareNames(one, other)));
}

function compareNames(one: string, other: string): number {
  const places = (PLACES.get(one) ?? Number.MAX_SAFE_INTEGER) - (PLACES.get(other) ?? Number.MAX_SAFE_INTEGER);
  return places || (one < other ? -1 : Number(one > other));
}
