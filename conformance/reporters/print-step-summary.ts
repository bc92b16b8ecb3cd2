/** Prints a report as the Markdown summary of one step of a GitHub workflow. */
import { Status, type CaseVerdict, type Report } from "../shape/report.ts";
import type { PrintOptions } from "./case-explanation.ts";
import { boundText } from "./bound-text.ts";
import { caseHeadline } from "./case-headline.ts";
import { caseWeight } from "./case-weight.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import { gateText } from "./gate-text.ts";

/** GitHub refuses a summary past 1 MiB; rows and cells are bounded far below that. */
const ROWS_MAX = 100;
const CELL_CHARS_MAX = 300;

/** Ends with an empty line, as more summaries may follow. */
export function printStepSummary(report: Report, options: Pick<PrintOptions, "repeat">): string {
  const { identity } = report.client;
  const { level, met } = report.gate;
  const said = met === true ? "met" : `**${gateText(report.gate)}**`;
  const counts = Status.options
    .map((status) => [status, report.summary[status] ?? 0] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status.replace("_", " ")}`);
  const gate = level === "none" && met !== null ? "no gate was set" : `gate ${level}: ${said}`;
  const blocks = [
    [`## streamproof: ${cell(`${identity.name} ${identity.version}`)}`],
    [`${counts.join(", ") || "no cases"}; ${gate}`],
    report.complete ? [] : ["**The run was interrupted: this report is partial.**"],
    budgetLines(report),
    brokenLines(report),
    caseLines(report, options),
    expectedLines(report.cases),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n\n`;
}

// --- internal ---

function budgetLines({ budget }: Report): readonly string[] {
  if (budget === undefined) return [];
  const axes = Object.entries(budget.left_out).filter(([, count]) => count > 0);
  const left =
    axes.length === 0 ? "no variant" : `variants: ${axes.map(([axis, count]) => `${count} ${axis}`).join(", ")}`;
  return [`The budget of ${budget.seconds} s (seed ${budget.seed}) left out ${left}.`];
}

function caseLines(report: Report, options: Pick<PrintOptions, "repeat">): readonly string[] {
  const weighed = report.cases.map((verdict) => ({ verdict, weight: caseWeight(verdict, report.gate.level) }));
  const looked = ["error", "warning"].flatMap((weight) => weighed.filter((one) => one.weight === weight));
  if (looked.length === 0) return [];
  const rows = looked
    .slice(0, ROWS_MAX)
    .map(({ verdict }) =>
      row([
        cell(`${verdict.uid} ${verdict.id}`),
        verdict.level,
        verdict.status.replace("_", " "),
        cell(caseHeadline(verdict)),
        code(options.repeat(verdict.uid, verdict.key)),
      ]),
    );
  const rest = looked.length - rows.length;
  return [
    ...table(["case", "level", "status", "what broke", "repeat"], rows),
    ...(rest === 0 ? [] : ["", `and ${rest} more; the log of the step tells of each`]),
  ];
}

function brokenLines({ expectations }: Report): readonly string[] {
  const broken = expectations?.broken ?? [];
  if (broken.length === 0) return [];
  const rows = broken
    .slice(0, ROWS_MAX)
    .map(({ line, case: name, because }) =>
      row([cell(`${expectations?.file ?? ""}:${line}`), cell(name), cell(because)]),
    );
  return table(["expected failure", "case", "no longer holds"], rows);
}

function expectedLines(cases: readonly CaseVerdict[]): readonly string[] {
  const rows = cases.flatMap(({ uid, id, expected }) =>
    expected === undefined
      ? []
      : [row([cell(`${uid} ${id}`), expected.status, cell(expected.reason), cell(expected.issue ?? "")])],
  );
  if (rows.length === 0) return [];
  const head = table(["case", "would be", "reason", "issue"], rows.slice(0, ROWS_MAX));
  return ["<details><summary>Expected failures</summary>", "", ...head, "", "</details>"];
}

function table(head: readonly string[], rows: readonly string[]): readonly string[] {
  return [row(head), row(head.map(() => "---")), ...rows];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Text that Markdown and HTML show as it is, on one line of a table. */
function cell(text: string): string {
  return boundText(escapeTerminal(text), CELL_CHARS_MAX).replace(/[\\`*_[\]<>|~&#!:@$]/g, String.raw`\$&`);
}

/** A span of code, its fence longer than any run of backticks inside; tables want their bars escaped even there. */
function code(text: string): string {
  const inner = boundText(escapeTerminal(text), CELL_CHARS_MAX).replaceAll("|", String.raw`\|`);
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${inner}${fence}` : `${fence} ${inner} ${fence}`;
}
