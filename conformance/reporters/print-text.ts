/** Prints a report for a person: what broke, where, why it matters, and the command that shows it again. */
import type { CaseVerdict, Report, Status } from "../shape/report.ts";
import { Status as StatusOrder } from "../shape/report.ts";
import type { PrintOptions } from "./case-explanation.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import { brokenLines, expectationCount, expectedLines } from "./expectation-lines.ts";
import { createPaint, type Paint } from "./paint.ts";
import { controlLines, inheritedLines } from "./inherited-lines.ts";
import { printCase } from "./print-case.ts";
import { statusKind } from "../shape/status-kind.ts";
import { gateText } from "./gate-text.ts";

/** What a reader must look at, worst first. */
const LOOK: readonly Status[] = [
  "harness_error",
  "adapter_error",
  "crash",
  "timeout",
  "fail",
  "xpass",
  "flaky",
  "warn",
];

/** Ends with a newline. Nothing that a client said reaches the page unescaped. */
export function printText(report: Report, options: PrintOptions): string {
  const paint = createPaint(options.colour);
  const blocks: (readonly string[])[] = [headerLines(report, paint)];
  for (const status of LOOK) {
    for (const verdict of report.cases) if (verdict.status === status) blocks.push(printCase(verdict, options, paint));
  }
  blocks.push(brokenLines(report, options.width, paint), expectedLines(report));
  blocks.push(inheritedLines(report), controlLines(report));
  blocks.push(
    observedLines(report.cases),
    leftOutLines(report.cases),
    budgetLines(report),
    pollutionLines(report.pollution),
  );
  blocks.push(summaryLines(report, paint));
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

// --- internal ---

function deliveryText({ mode, gap_ms, gaps, by_clock = 0 }: Report["delivery"]): string {
  switch (mode) {
    case "pause":
      return `gaps of ${gap_ms} ms at the cuts that matter${gaps === undefined ? "" : `, ${gaps} in all`}`;
    case "strict":
      return `strict: at the cuts that matter, on once the client has taken what was sent${gaps === undefined ? "" : `; ${by_clock} of ${gaps} gaps by the clock`}`;
    case "in_process":
      return "in process, a slice a read";
  }
}

function budgetText({ seconds, seed, planned_ms }: NonNullable<Report["budget"]>): string {
  return `${seconds} s of planned delivery, ${(planned_ms / 1_000).toFixed(1)} s used; seed ${seed}`;
}

/** What the budget left out, by axis: it was not asked for, and counts as nothing. */
function budgetLines({ budget }: Report): readonly string[] {
  if (budget === undefined) return [];
  const axes = Object.entries(budget.left_out).filter(([, count]) => count > 0);
  if (axes.length === 0) return ["variants left out by the budget: none"];
  return ["variants left out by the budget", ...axes.map(([axis, count]) => `  ${String(count).padStart(4)}  ${axis}`)];
}

function headerLines(report: Report, paint: Paint): readonly string[] {
  const { identity, command, profiles, claimed_profiles } = report.client;
  const facts = [identity.language, identity.runtime, identity.transport].filter((fact) => fact !== undefined);
  const entry = identity.entry === undefined ? "" : `, ${identity.entry}`;
  const about = facts.length === 0 ? "" : ` (${facts.join(", ")})`;
  const claimed =
    profiles.join() === claimed_profiles.join() ? "" : ` (the adapter claims ${claimed_profiles.join(", ")})`;
  return [
    paint("strong", `${report.tool.name} ${report.tool.version}`),
    line("client", `${identity.name} ${identity.version}${entry}${about}`),
    line("profiles", `${profiles.join(", ")}${claimed}`),
    line("cases", `${report.cases.length} of ${report.suite.cases} (suite ${report.suite.sha256.slice(0, 12)})`),
    line("delivery", deliveryText(report.delivery)),
    ...(report.budget === undefined ? [] : [line("budget", budgetText(report.budget))]),
    ...(command === null ? [] : [line("adapter", command.join(" "))]),
  ];
}

function line(label: string, text: string): string {
  return `${label.padEnd(9)}${escapeTerminal(text)}`;
}

function observedLines(cases: readonly CaseVerdict[]): readonly string[] {
  const observed = cases.filter((verdict) => verdict.status === "observed");
  if (observed.length === 0) return [];
  const told = observed.map(({ uid, id, matched, findings }) => {
    const codes = findings.map((finding) => finding.code);
    const what = matched === null ? `no listed end: ${[...new Set(codes)].join(", ")}` : endSaid(matched);
    return escapeTerminal(`  ${uid}  ${id}: ${what}`);
  });
  return ["observed, not judged", ...told];
}

function leftOutLines(cases: readonly CaseVerdict[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { status, because } of cases) {
    if (statusKind(status) !== "left_out") continue;
    const reason = `${status.replace("_", " ")}: ${because ?? "no reason given"}`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const rows = [...counts].sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1));
  return ["left out", ...rows.map(([reason, count]) => `  ${String(count).padStart(4)}  ${escapeTerminal(reason)}`)];
}

function pollutionLines(pollution: readonly string[]): readonly string[] {
  if (pollution.length === 0) return [];
  return [
    "lines on the adapter's standard output that were no protocol message",
    ...pollution.map((text) => `  ${escapeTerminal(text)}`),
  ];
}

function summaryLines(report: Report, paint: Paint): readonly string[] {
  const counts = StatusOrder.options
    .map((status) => [status, report.summary[status] ?? 0] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status.replace("_", " ")}`);
  const { level, met } = report.gate;
  const meaning = met === null ? "warn" : met ? "good" : "bad";
  return [
    ...(report.complete ? [] : [paint("warn", "The run was interrupted: this report is partial.")]),
    paint("strong", counts.length === 0 ? "no cases" : counts.join(", ")),
    level === "none" && met !== null
      ? "gate: none was set"
      : paint(meaning, `gate: ${GATES[level]}: ${gateText(report.gate)}`),
    ...expectationCount(report, paint),
  ];
}

const GATES = {
  none: "none was set",
  must: "no must in fail, timeout or crash",
  should: "no must and no should in fail, warn, timeout or crash",
} as const;

/** An end that has no name goes by its place in the case's list, counted from 1 as `cases show` does. */
function endSaid(matched: string): string {
  return /^\d+$/.test(matched) ? `end ${Number(matched) + 1} of those listed` : `end listed as "${matched}"`;
}
