/** Prints how the expected failures of a run held. */
import type { Report } from "../shape/report.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import type { Paint } from "./paint.ts";
import { wrapText } from "./wrap-text.ts";

/** Cases that failed as expected, each with its reason. */
export function expectedLines({ cases, expectations }: Report): readonly string[] {
  const lines = cases.flatMap(({ uid, id, expected }) => {
    if (expected === undefined) return [];
    const issue = expected.issue === undefined ? "" : ` (${expected.issue})`;
    return [escapeTerminal(`  ${uid}  ${id}: ${expected.status}, line ${expected.line}: ${expected.reason}${issue}`)];
  });
  return lines.length === 0 ? [] : [`failed as expected in ${escapeTerminal(expectations?.file ?? "")}`, ...lines];
}

/** Entries that no longer hold, each with its place and the next step. */
export function brokenLines({ expectations }: Report, width: number, paint: Paint): readonly string[] {
  if (expectations === undefined || expectations.broken.length === 0) return [];
  return [
    paint("bad", "expected failures that do not hold"),
    ...expectations.broken.flatMap(({ line, case: name, because }) => [
      `  ${paint("strong", escapeTerminal(`${expectations.file}:${line}`))}  ${escapeTerminal(name)}`,
      ...wrapText(escapeTerminal(because), Math.max(20, width - 4)).map((text) => `    ${text}`),
    ]),
  ];
}

/** One line for the end of the page; nothing where no file was read. */
export function expectationCount({ expectations }: Report, paint: Paint): readonly string[] {
  if (expectations === undefined) return [];
  const { entries, broken } = expectations;
  const leftOut = entries.filter((entry) => entry.state === "left_out").length;
  const parts = [
    counted(entries.length),
    broken.length === 0 ? "none broken" : `${broken.length} broken`,
    ...(leftOut === 0 ? [] : [`${leftOut} not looked at in this run`]),
  ];
  return [paint(broken.length === 0 ? "good" : "bad", `expected failures: ${parts.join(", ")}`)];
}

function counted(entries: number): string {
  return `${entries} ${entries === 1 ? "entry" : "entries"}`;
}
