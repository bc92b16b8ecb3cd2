/** Plays the plainest streams first: an adapter that gets one wrong is not worth judging. */
import { redactText, ToolkitError } from "../../src/base/index.ts";
import { expandCase } from "../expand/index.ts";
import { statusOfPlay } from "../judge/index.ts";
import type { Driver } from "../shape/driver.ts";
import { FINDINGS } from "../shape/finding.ts";
import type { Stage } from "../shape/play.ts";
import type { PlayVerdict } from "../shape/report.ts";
import { CALIBRATION } from "./calibration-cases.ts";
import { lastLines } from "./last-lines.ts";
import { playOnce, type RunClock } from "./play-once.ts";
import { skipReason, type Claim } from "./skip-reason.ts";

/** What every play of a run needs, judged or not. */
export type SharedRun = {
  readonly driver: Driver;
  readonly stage: Stage;
  readonly clock: RunClock;
  readonly signal: AbortSignal | undefined;
  readonly keepPollution: (lines: readonly string[]) => void;
};

/** Rejects with `ADAPTER_CALIBRATION` naming every calibration stream that came out wrong; an interruption ends it early. */
export async function calibrate(shared: SharedRun, claim: Claim): Promise<void> {
  const wrong: string[] = [];
  for (const loaded of CALIBRATION) {
    if (skipReason(loaded.case, { ...claim, profiles: ["core"] }) !== null) continue;
    const [plain] = expandCase(loaded, { variants: "none" });
    if (plain === undefined) continue;
    const seen = await playOnce({ ...shared, given: loaded.case, play: plain, attempt: 1 });
    if (seen === null) return;
    shared.keepPollution(seen.pollution);
    const verdict = statusOfPlay(loaded.case, shared.driver.ready, seen);
    const { ending } = seen;
    const stderr = "stderrTail" in ending ? lastLines(ending.stderrTail ?? "") : [];
    const said = stderr.length === 0 ? "" : `; the end of its standard error:\n    ${stderr.join("\n    ")}`;
    if (verdict.status !== "pass") wrong.push(`${loaded.case.id}: ${describeWrong(verdict)}${said}`);
    // A dead or silent adapter fails the rest for the same reason; one deadline is enough to wait for.
    if (verdict.status === "timeout" || verdict.status === "crash" || verdict.status === "adapter_error") break;
  }
  if (wrong.length > 0) throw new ToolkitError("ADAPTER_CALIBRATION", "calibration", redactText(wrong.join("\n  ")));
}

function describeWrong(verdict: Omit<PlayVerdict, "key">): string {
  if (verdict.findings.length === 0) return verdict.because ?? verdict.status;
  return verdict.findings
    .map((finding) => {
      const due = `due ${JSON.stringify(finding.expected)}, got ${JSON.stringify(finding.actual)}`;
      return `${finding.code} at ${finding.path} (${FINDINGS[finding.code]}): ${due}`;
    })
    .join("; ");
}
