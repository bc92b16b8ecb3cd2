/** Prints one case that a reader must look at: what is asked, what was sent, what came back, how to see it again. */
import { contentTypeOf } from "../../src/wire/index.ts";
import type { Alternative } from "../shape/case.ts";
import { FINDINGS } from "../shape/finding.ts";
import type { CaseVerdict } from "../shape/report.ts";
import type { CaseExplanation, PrintOptions } from "./case-explanation.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import type { Paint } from "./paint.ts";
import { printDifference } from "./print-difference.ts";
import { printSlices } from "./print-slices.ts";
import { wireText } from "./wire-text.ts";
import { wrapText } from "./wrap-text.ts";

/** Bytes shown of one answer. */
const SENT_BYTES_MAX = 1_200;
const ERRORS_MAX = 4;
const EVIDENCE_CHARS_MAX = 400;
const FAILED_KEYS_MAX = 6;

export function printCase(verdict: CaseVerdict, options: PrintOptions, paint: Paint): readonly string[] {
  const shown = options.show(verdict.uid, verdict.key);
  const columns = Math.max(20, options.width - 11);
  const prose = (label: string, text: string) =>
    wrapText(escapeTerminal(text), columns).map((line, index) => row(index === 0 ? label : "", line));
  const meaning = verdict.status === "warn" || verdict.status === "flaky" ? "warn" : "bad";
  const lines = [
    `${paint(meaning, verdict.status.toUpperCase())}  ${paint("strong", `${verdict.uid}  ${verdict.id}`)}  (${verdict.level})`,
    ...wrapText(escapeTerminal(verdict.title), columns).map((text) => `  ${text}`),
    ...prose("rule", verdict.rule),
  ];
  if (shown?.case.why !== undefined) lines.push(...prose("why", shown.case.why));
  for (const ref of shown?.case.refs ?? []) lines.push(...prose("see", `${ref.kind} ${ref.at}: ${ref.shows}`));
  const ends = shown?.case.expect.any_of ?? [];
  if (ends.length > 1) lines.push(...prose("accepts", ends.map(nameEnd).join("; ")));
  lines.push(...prose("play", playLine(verdict)));
  if (verdict.because !== null) lines.push(...prose("because", verdict.because));
  for (const finding of verdict.findings) {
    const note = finding.severity === "warn" ? " (warning)" : "";
    lines.push("", ...prose("", `${finding.code} at ${finding.path}: ${FINDINGS[finding.code]}${note}`));
    lines.push(...differenceOf(finding, paint).map((line) => row("", `  ${line}`)));
  }
  if (verdict.findings.length > 0) lines.push("");
  lines.push(...evidenceLines(verdict), ...sentLines(shown, verdict.key, paint));
  if (verdict.page !== undefined) lines.push(row("page", escapeTerminal(verdict.page)));
  lines.push(row("repeat", paint("strong", escapeTerminal(options.repeat(verdict.uid, verdict.key)))));
  return lines;
}

// --- internal ---

function row(label: string, text: string): string {
  return `  ${label.padEnd(9)}${text}`.trimEnd();
}

/** The differences are those to the end that the client came closest to: the others are as right. */
function nameEnd({ name, outcome }: Alternative): string {
  return name === undefined ? outcome : `${name} (${outcome})`;
}

function playLine(verdict: CaseVerdict): string {
  const { run, failed, not_judged, left_out = 0 } = verdict.variants;
  const parts = [verdict.key];
  if (verdict.delivery !== null) {
    const { slices, gaps, fallbacks = 0 } = verdict.delivery;
    const marked = fallbacks === 0 ? "" : ` (${fallbacks} of them by the clock)`;
    parts.push(`${counted(slices, "slice")}, ${counted(gaps, "gap")}${marked}`);
  }
  if (run > 0)
    parts.push(
      `${counted(run, "variant")} run, ${failed.length} failed${failed.length === 0 ? "" : ` (${keysOf(failed)})`}`,
    );
  if (not_judged > 0) parts.push(`${counted(not_judged, "variant")} not judged`);
  if (left_out > 0) parts.push(`${counted(left_out, "variant")} left out by the budget`);
  return parts.join("; ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function keysOf(keys: readonly string[]): string {
  const shown = keys.slice(0, FAILED_KEYS_MAX).join(", ");
  return keys.length <= FAILED_KEYS_MAX ? shown : `${shown} and ${keys.length - FAILED_KEYS_MAX} more`;
}

function evidenceLines(verdict: CaseVerdict): readonly string[] {
  if (verdict.evidence === null) return [];
  const { outcome, errors } = verdict.evidence;
  const lines = [row("told", outcome === null ? "nothing" : escapeTerminal(outcome))];
  for (const error of errors.slice(0, ERRORS_MAX)) {
    const text = JSON.stringify(error) ?? "";
    lines.push(
      row("", escapeTerminal(text.length <= EVIDENCE_CHARS_MAX ? text : `${text.slice(0, EVIDENCE_CHARS_MAX)}…`)),
    );
  }
  if (errors.length > ERRORS_MAX) lines.push(row("", `and ${errors.length - ERRORS_MAX} more`));
  return lines;
}

/** The bytes as sent, around the first cut where the play is named by its cuts. */
function sentLines(shown: CaseExplanation | null, key: string, paint: Paint): readonly string[] {
  if (shown === null) return [];
  const cut = /^cuts=(\d+)/.exec(key)?.[1];
  const around = cut === undefined ? null : Number(cut);
  return shown.exchanges.flatMap((exchange, index) => {
    const type = contentTypeOf(exchange.headers) ?? "no content type";
    const end =
      exchange.end.kind === "hold" ? `held open for ${exchange.end.holdMs} ms` : `ends by ${exchange.end.kind}`;
    const odd = wireText(exchange);
    const facts = [`HTTP ${exchange.status}`, type, exchange.transfer, ...(odd === "" ? [] : [odd]), end];
    const head = `${facts.join(", ")}; \`|\` is a cut`;
    const body = printSlices(exchange.slices, { bytesMax: SENT_BYTES_MAX, around });
    const printed = body === "" ? ["(no body)"] : body.split("\n");
    const label = shown.exchanges.length === 1 ? "sent" : `sent ${index + 1}`;
    return [row(label, escapeTerminal(head)), ...printed.map((line) => row("", `  ${paint("faint", line)}`))];
  });
}

/** What the server saw is told in our own words: a diff of two sentences shows nothing. */
function differenceOf({ path, expected, actual }: CaseVerdict["findings"][number], paint: Paint): readonly string[] {
  const lines = printDifference(expected, actual, paint);
  return path.startsWith("server.") ? lines.slice(0, 2) : lines;
}
