/** Bounds a value of a finding, so that a report stays readable however much a client said. */
import { DEFAULT_LIMITS } from "../../src/base/index.ts";

/** Compact JSON, or "" where there is none: cycles, functions, nesting without end. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

/** JSON as it will be written: undefined becomes null. Unwritable values (cycles, functions) become their kind. */
function plain(value: unknown): unknown {
  const text = jsonText(value);
  if (text !== "") return JSON.parse(text);
  return value === undefined ? null : `(${typeof value} that cannot be written as JSON)`;
}

/** `value` where its JSON is at most `charsMax` characters, else a string that says what was cut. Pure, never throws. */
export function boundValue(value: unknown, charsMax: number = DEFAULT_LIMITS.findingCharsMax): unknown {
  if (typeof value === "string") return boundText(value, 0, charsMax);
  const whole = plain(value);
  if (typeof whole !== "object" || whole === null) return whole;
  const text = JSON.stringify(whole);
  return text.length <= charsMax ? whole : boundText(text, 0, charsMax);
}

/** A long text as a window of at most `charsMax` characters around the character at `at`, with the cut parts counted. */
export function boundText(text: string, at: number, charsMax: number = DEFAULT_LIMITS.findingCharsMax): string {
  if (text.length <= charsMax) return text;
  // Room for the two notes; the limit holds for the whole string.
  const room = Math.max(1, charsMax - 48);
  let from = Math.min(Math.max(0, at - Math.floor(room / 4)), text.length - room);
  if (from <= 16) from = 0;
  const to = Math.min(text.length, from + room);
  const before = from === 0 ? "" : `(${from} characters)…`;
  const after = to === text.length ? "" : `…(${text.length - to} characters)`;
  return before + text.slice(from, to) + after;
}

/** Both sides of a difference, cut to the same window around where they part. */
export function boundPair(
  expected: unknown,
  actual: unknown,
  charsMax: number = DEFAULT_LIMITS.findingCharsMax,
): { readonly expected: unknown; readonly actual: unknown } {
  if (typeof expected !== "string" || typeof actual !== "string") {
    return { expected: boundValue(expected, charsMax), actual: boundValue(actual, charsMax) };
  }
  const at = commonPrefixLength(expected, actual);
  return { expected: boundText(expected, at, charsMax), actual: boundText(actual, at, charsMax) };
}

/** How many UTF-16 units two texts share at their start. */
export function commonPrefixLength(one: string, other: string): number {
  const end = Math.min(one.length, other.length);
  let at = 0;
  while (at < end && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}
