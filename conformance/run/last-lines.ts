/** Picks the last lines of an adapter's standard error, few and short enough for a report. */
import { redactText } from "../../src/base/index.ts";

const LINES_SHOWN = 12;
const CHARS_SHOWN = 2_000;

/** `stderrTail` as a driver gives it: control characters are escapes already. What looks like a key is redacted. */
export function lastLines(stderrTail: string): readonly string[] {
  const text = redactText(stderrTail.trimEnd());
  if (text === "") return [];
  const cut = text.length > CHARS_SHOWN ? `…${text.slice(-CHARS_SHOWN)}` : text;
  return cut.split("\n").slice(-LINES_SHOWN);
}
