/** Says in one line what a case came to. */
import { FINDINGS } from "../shape/finding.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { escapeTerminal } from "./escape-terminal.ts";

const CODES_MAX = 4;

/** `usage.lost: the server sent usage, the client reports none`, or the reason where there are no findings. */
export function caseHeadline(verdict: CaseVerdict): string {
  const { findings, because, status } = verdict;
  const [first] = findings;
  if (status === "xpass") return "it was expected to fail and passes";
  if (first === undefined) return escapeTerminal(because ?? status.replace("_", " "));
  const others = [...new Set(findings.map((finding) => finding.code))].filter((code) => code !== first.code);
  const more = others.length === 0 ? "" : `; also ${others.slice(0, CODES_MAX).join(", ")}`;
  const reason = because === null ? "" : `; ${because}`;
  return escapeTerminal(`${first.code}: ${FINDINGS[first.code]}${more}${reason}`);
}
