/** Says in a few lines what a client's report comes to; what it fails is its own affair, no failure of ours. */
import { caseHeadline } from "../conformance/reporters/case-headline.ts";
import { Status, type CaseVerdict, type Report } from "../conformance/shape/report.ts";

const RED: readonly CaseVerdict["status"][] = ["fail", "timeout", "crash", "adapter_error", "harness_error"];

/** The client, the counts, the case `uid`, and a line for each red case. No line begins with a word that readers of logs look for. */
export function summariseClient(report: Report, uid: string): readonly string[] {
  const { name, version } = report.client.identity;
  const counts = Status.options
    .map((status) => [status, report.summary[status] ?? 0] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status.replace("_", " ")}`);
  const one = report.cases.find((verdict) => verdict.uid === uid);
  const red = report.cases.filter(({ status }) => RED.includes(status));
  return [
    `${name} ${version}: ${counts.join(", ")}`,
    one === undefined ? `  ${uid} was not played` : `  ${uid} ${one.id}: ${said(one)}`,
    ...(red.length === 0 ? [] : [`  red (${red.length}):`]),
    ...red.map((verdict) => `    ${verdict.uid}  ${verdict.id}: ${codesOf(verdict)}`),
  ];
}

function said(verdict: CaseVerdict): string {
  return verdict.status === "pass" ? "pass" : `${verdict.status}; ${caseHeadline(verdict)}`;
}

function codesOf(verdict: CaseVerdict): string {
  const codes = [...new Set(verdict.findings.map(({ code }) => code))];
  return codes.length === 0 ? caseHeadline(verdict) : codes.join(", ");
}
