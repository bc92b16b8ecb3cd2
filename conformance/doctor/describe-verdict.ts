/** Says in a few lines what a play came to, in ASCII, so that the odd characters that it is about can be seen. */
import { printAsciiJson } from "../adapter/print-ascii-json.ts";
import { FINDINGS } from "../shape/finding.ts";
import type { PlayVerdict } from "../shape/report.ts";

const VALUE_CHARS_MAX = 160;
const FINDINGS_SHOWN = 3;

export function describeVerdict(verdict: Omit<PlayVerdict, "key">): string {
  const { findings, because, status } = verdict;
  if (findings.length === 0) return because ?? `its status is ${status}`;
  const lines = findings
    .slice(0, FINDINGS_SHOWN)
    .map(
      ({ code, path, expected, actual }) =>
        `${FINDINGS[code]} (${code} at ${path}): due ${show(expected)}, got ${show(actual)}`,
    );
  const more = findings.length - lines.length;
  return lines.join("\n") + (more > 0 ? `\nand ${more} more` : "");
}

function show(value: unknown): string {
  const text = printAsciiJson(value ?? null);
  return text.length <= VALUE_CHARS_MAX ? text : `${text.slice(0, VALUE_CHARS_MAX)} … (${text.length} characters)`;
}
