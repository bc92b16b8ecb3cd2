/** Prints what was due against what was observed, with a bounded diff where one helps. */
import { diffChars, diffLines } from "diff";
import { escapeTerminal } from "./escape-terminal.ts";
import type { Paint } from "./paint.ts";

/** Beyond this many edits a diff costs much and shows nothing. */
const EDITS_MAX = 200;
const TEXT_CHARS_MAX = 4_000;
const LINES_MAX = 30;
/** Characters shown of either side, and of unchanged text on each side of a change. */
const VALUE_CHARS_MAX = 400;
const CONTEXT_CHARS = 24;

/** Lines without indent; the first two are what was due and what was observed. */
export function printDifference(expected: unknown, actual: unknown, paint: Paint): readonly string[] {
  const sides = [`expected ${shown(expected)}`, `actual   ${shown(actual)}`];
  if (typeof expected === "string" && typeof actual === "string")
    return [...sides, ...textDiff(expected, actual, paint)];
  if (isNested(expected) && isNested(actual)) return [...sides, ...jsonDiff(expected, actual, paint)];
  return sides;
}

// --- internal ---

function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** JSON, so that null, "null" and "" are told apart; a string is quoted and its control characters visible. */
function shown(value: unknown): string {
  const text = JSON.stringify(sorted(value)) ?? "null";
  const cut = text.length <= VALUE_CHARS_MAX ? text : `${text.slice(0, VALUE_CHARS_MAX)}…`;
  return escapeTerminal(cut);
}

function textDiff(expected: string, actual: string, paint: Paint): readonly string[] {
  if (expected === "" || actual === "" || Math.max(expected.length, actual.length) > TEXT_CHARS_MAX) return [];
  const parts = diffChars(expected, actual, { maxEditLength: EDITS_MAX });
  if (parts === undefined || parts.length > 40) return [];
  // Where little is common the two lines above say it better.
  const common = parts.reduce((sum, part) => sum + (part.added || part.removed ? 0 : part.value.length), 0);
  const lengths = [expected.length, actual.length] as const;
  if (common < Math.min(...lengths) && common < Math.max(...lengths) / 2) return [];
  const line = parts.map((part, index) => {
    if (part.removed) return paint("expected", `[-${escapeTerminal(part.value)}-]`);
    if (part.added) return paint("actual", `{+${escapeTerminal(part.value)}+}`);
    return escapeTerminal(shorten(part.value, index === 0, index === parts.length - 1));
  });
  return [`diff     ${line.join("")}`];
}

/** Unchanged text, kept near the changes only. */
function shorten(text: string, first: boolean, last: boolean): string {
  if (text.length <= 2 * CONTEXT_CHARS + 1) return text;
  const head = first ? "" : text.slice(0, CONTEXT_CHARS);
  const tail = last ? "" : text.slice(-CONTEXT_CHARS);
  return `${head}…${tail}`;
}

function jsonDiff(expected: unknown, actual: unknown, paint: Paint): readonly string[] {
  const [before, after] = [pretty(expected), pretty(actual)];
  const parts = diffLines(before, after, { maxEditLength: EDITS_MAX });
  if (parts === undefined) return [];
  const lines = parts.flatMap((part) =>
    part.value
      .replace(/\n$/, "")
      .split("\n")
      .map((line) => {
        const text = escapeTerminal(line.slice(0, VALUE_CHARS_MAX));
        if (part.removed) return paint("expected", `- ${text}`);
        return part.added ? paint("actual", `+ ${text}`) : `  ${text}`;
      }),
  );
  if (lines.length <= LINES_MAX) return ["diff", ...lines];
  return ["diff", ...lines.slice(0, LINES_MAX), `… ${lines.length - LINES_MAX} lines …`];
}

function pretty(value: unknown): string {
  return `${JSON.stringify(sorted(value), null, 2)}\n`;
}

/** Members in one order on both sides: an order that means nothing must not look like a change. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, sorted(member)] as const);
  return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)));
}
