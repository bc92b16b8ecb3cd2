/** Prints a report for the log of a GitHub workflow: the text, then an annotation for each thing to look at. */
import type { CaseVerdict, Report } from "../shape/report.ts";
import type { PrintOptions } from "./case-explanation.ts";
import { boundText } from "./bound-text.ts";
import { caseHeadline } from "./case-headline.ts";
import { caseWeight } from "./case-weight.ts";
import { disarmCommands } from "./disarm-commands.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import { printText } from "./print-text.ts";

/** GitHub shows that many annotations of a kind for one step. */
const ANNOTATIONS_MAX = 10;
const MESSAGE_CHARS_MAX = 1_500;
const TITLE_CHARS_MAX = 200;

type Annotation = {
  readonly kind: "error" | "warning";
  readonly properties: Readonly<Record<string, string | number>>;
  readonly message: string;
};

/** Nothing that a client said is read as a command. Ends with a newline. */
export function printGithub(report: Report, options: PrintOptions): string {
  const all = [
    ...runAnnotations(report),
    ...report.cases.flatMap((verdict) => caseAnnotations(verdict, report, options)),
  ];
  const lines = (["error", "warning"] as const).flatMap((kind) => {
    const some = all.filter((annotation) => annotation.kind === kind);
    const kept = some.length <= ANNOTATIONS_MAX ? some : some.slice(0, ANNOTATIONS_MAX - 1);
    const rest = some.length - kept.length;
    const more = {
      kind,
      properties: { title: "streamproof" },
      message: `and ${rest} more; the log above tells of each`,
    };
    return [...kept, ...(rest === 0 ? [] : [more])].map(commandOf);
  });
  return `${disarmCommands(printText(report, options))}${lines.map((line) => `${line}\n`).join("")}`;
}

/** What follows the second `::` of a workflow command. */
export function escapeCommandData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** The value of a property of a workflow command. */
export function escapeCommandProperty(text: string): string {
  return escapeCommandData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

// --- internal ---

function commandOf({ kind, properties, message }: Annotation): string {
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapeCommandProperty(String(value))}`);
  return `::${kind} ${listed.join(",")}::${escapeCommandData(message)}`;
}

function runAnnotations({ complete, expectations }: Report): readonly Annotation[] {
  const broken = (expectations?.broken ?? []).map(({ line, case: name, because }): Annotation => ({
    kind: "error",
    properties: { file: expectations?.file ?? "", line, title: titleOf(`expected failure ${name}`) },
    message: boundText(escapeTerminal(because), MESSAGE_CHARS_MAX),
  }));
  if (complete) return broken;
  const partial = "The run was interrupted: this report is partial.";
  return [{ kind: "error", properties: { title: "streamproof" }, message: partial }, ...broken];
}

function caseAnnotations(verdict: CaseVerdict, report: Report, options: PrintOptions): readonly Annotation[] {
  const kind = caseWeight(verdict, report.gate.level);
  if (kind === "none") return [];
  const { uid, id, level, title, key } = verdict;
  const lines = [
    escapeTerminal(title),
    caseHeadline(verdict),
    ...(verdict.page === undefined ? [] : [`page: ${escapeTerminal(verdict.page)}`]),
    `repeat: ${escapeTerminal(options.repeat(uid, key))}`,
  ];
  return [
    {
      kind,
      properties: { title: titleOf(`${uid} ${id} (${level})`) },
      message: lines.map((line) => boundText(line, MESSAGE_CHARS_MAX / lines.length)).join("\n"),
    },
  ];
}

function titleOf(text: string): string {
  return boundText(escapeTerminal(text), TITLE_CHARS_MAX);
}
