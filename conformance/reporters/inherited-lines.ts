/** Prints what a client inherits from its runtime. */
import type { Report } from "../shape/report.ts";
import { escapeTerminal } from "./escape-terminal.ts";

/** Cases that a bare client of the same runtime fails as well, a line each; nothing of it counts against the client. */
export function inheritedLines({ cases }: Report): readonly string[] {
  const lines = cases
    .filter(({ status }) => status === "inherited")
    .map(({ uid, id, level, key, because }) => {
      const play = key === "plain" ? "" : `, ${key}`;
      return escapeTerminal(`  ${uid}  ${id} (${level}${play}): ${because ?? "no reason given"}`);
    });
  return lines.length === 0 ? [] : ["inherited from the runtime, not counted against the client", ...lines];
}

/** Bare clients that could not be asked: what they might have excused stands. */
export function controlLines({ controls }: Report): readonly string[] {
  const left = (controls ?? []).filter(({ ran }) => !ran);
  if (left.length === 0) return [];
  return [
    "not compared with a bare client of the same runtime, so nothing is inherited",
    ...left.map(({ name, because }) => {
      const [first = ""] = (because ?? "no reason given").split("\n");
      return escapeTerminal(`  ${name === "none" ? "" : `${name}: `}${first}`);
    }),
  ];
}
