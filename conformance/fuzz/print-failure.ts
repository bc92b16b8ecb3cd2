/** Prints one failure: what was asked, what matters, what was sent and told, how to see it again. */
import { escapeTerminal, printSlices } from "../reporters/index.ts";
import type { Paint } from "../reporters/paint.ts";
import { printDifference } from "../reporters/print-difference.ts";
import type { Level } from "../shape/case.ts";
import { FINDINGS } from "../shape/finding.ts";
import type { FuzzFailure } from "./fuzz-outcome.ts";
import { FUZZ_PROPERTIES } from "./fuzz-properties.ts";

const SENT_BYTES_MAX = 2_400;
const FINDINGS_MAX = 4;
const ERRORS_MAX = 3;
const ERROR_CHARS_MAX = 400;

/** As the statuses of cases are called. */
const HEADS: Readonly<Record<Level, (paint: Paint) => string>> = {
  must: (paint) => paint("bad", "FAIL"),
  should: (paint) => paint("warn", "WARN"),
  observe: (paint) => paint("warn", "OBSERVED"),
};

export type PrintFailureOptions = {
  readonly paint: Paint;
  /** The command that draws it again. */
  readonly repeat: string;
  /** Files that were written of it, and commands for them. */
  readonly more: readonly (readonly [label: string, text: string])[];
};

/** Lines without line ends. */
export function printFailure(failure: FuzzFailure, { paint, repeat, more }: PrintFailureOptions): readonly string[] {
  const { property, code, level, draw, verdict, isFlaky, matters, isComplete } = failure;
  const head = isFlaky ? paint("warn", "FLAKY") : HEADS[level](paint);
  const lines = [
    `${head}  ${paint("strong", `${property}  ${code}`)}  (draw ${failure.foundAtRun}${failure.times === 1 ? "" : `, seen ${failure.times} times`})`,
    row("property", FUZZ_PROPERTIES[property].sentence),
    row("drawn", drawnText(failure)),
    row("smaller", smallerText(failure)),
  ];
  if (isFlaky)
    lines.push(row("because", "the same stream did not fail three times of three: no failure can be pinned on it"));
  if (matters !== null) lines.push(row("matters", paint("strong", escapeTerminal(`fails only ${matters}`))));
  if (verdict.because !== null) lines.push(row("because", escapeTerminal(verdict.because)));
  for (const { code: found, path, expected, actual } of verdict.findings.slice(0, FINDINGS_MAX)) {
    lines.push("", row("", `${found} at ${path}: ${FINDINGS[found]}`));
    lines.push(...printDifference(expected, actual, paint).map((line) => row("", `  ${line}`)));
  }
  lines.push("", ...toldLines(failure));
  const around = draw.offsets.length === 1 ? (draw.offsets[0] ?? null) : null;
  const sent = printSlices(draw.due.play.script.exchanges[0]?.slices ?? [], { bytesMax: SENT_BYTES_MAX, around });
  lines.push(row("sent", `HTTP 200, ${draw.bytes.length} bytes, chunked, ends by ${draw.end}; \`|\` is a cut`));
  lines.push(...(sent === "" ? ["(no body)"] : sent.split("\n")).map((line) => row("", `  ${paint("faint", line)}`)));
  lines.push(row("repeat", paint("strong", escapeTerminal(repeat))));
  if (!isComplete && !isFlaky) lines.push(row("", "making it smaller was cut short: there may be a smaller one"));
  return [...lines, ...more.map(([label, text]) => row(label, escapeTerminal(text)))];
}

// --- internal ---

function row(label: string, text: string): string {
  return `  ${label.padEnd(9)}${text}`.trimEnd();
}

function drawnText({ draw }: FuzzFailure): string {
  if (draw.op === "sse.read") {
    const { eol, space, bom } = draw.parts;
    return `an event stream; ${framingText(eol, space, bom)}`;
  }
  const { profile, quirks, fault } = draw.parts;
  const { eol, space, bom } = draw.whole.framing;
  const changes = [...quirks.map(({ id }) => id), ...(fault === null ? [] : [fault.id])];
  return `${profile.title}; ${changes.length === 0 ? "nothing odd" : changes.join(", ")}; ${framingText(eol, space, bom)}`;
}

function framingText(eol: string, space: boolean, bom: boolean): string {
  return [eol.toUpperCase(), ...(space ? [] : ["no space"]), ...(bom ? ["BOM"] : [])].join(", ");
}

function smallerText({ draw, shrinkRuns, clientRuns }: FuzzFailure): string {
  const runs = `after ${shrinkRuns} runs of the client, ${clientRuns} in all`;
  if (draw.op === "sse.read") return `${counted(draw.parts.events.length, "block", "blocks")}; ${runs}`;
  const { chunks, truth } = draw.whole;
  return `${counted(chunks.length, "chunk", "chunks")}, ${counted(truth.message.choices.length, "choice", "choices")}; ${runs}`;
}

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}

function toldLines({ observation }: FuzzFailure): readonly string[] {
  const { ending } = observation;
  const result = ending.kind === "result" ? ending.result : ending.kind === "deadline" ? ending.late : null;
  if (result === null) return [row("told", "nothing")];
  const errors = result.errors.slice(0, ERRORS_MAX).map((error) => JSON.stringify(error).slice(0, ERROR_CHARS_MAX));
  return [row("told", result.outcome), ...errors.map((error) => row("", escapeTerminal(error)))];
}
