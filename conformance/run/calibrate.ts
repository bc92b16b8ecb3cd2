/** Plays the plainest streams first: an adapter that gets one wrong is not worth judging. */
import { ToolkitError } from "../../src/base/index.ts";
import { expandCase } from "../expand/index.ts";
import { statusOfPlay } from "../judge/index.ts";
import type { Driver } from "../shape/driver.ts";
import { FINDINGS } from "../shape/finding.ts";
import type { Stage } from "../shape/play.ts";
import type { PlayVerdict } from "../shape/report.ts";
import { CALIBRATION } from "./calibration-cases.ts";
import { playOnce, type RunClock } from "./play-once.ts";
import { skipReason, type Claim } from "./skip-reason.ts";

/** Rejects with `ADAPTER_CALIBRATION` naming every calibration stream that came out wrong. */
export async function calibrate(driver: Driver, stage: Stage, clock: RunClock, claim: Claim): Promise<void> {
  const wrong: string[] = [];
  for (const loaded of CALIBRATION) {
    if (skipReason(loaded.case, { ...claim, profiles: ["core"] }) !== null) continue;
    const [plain] = expandCase(loaded, { variants: "none" });
    if (plain === undefined) continue;
    const seen = await playOnce({ given: loaded.case, play: plain, driver, stage, clock, attempt: 1 });
    const verdict = statusOfPlay(loaded.case, driver.ready, seen);
    if (verdict.status !== "pass") wrong.push(`${loaded.case.id}: ${describeWrong(verdict)}`);
    // A dead or silent adapter fails the rest for the same reason; one deadline is enough to wait for.
    if (verdict.status === "timeout" || verdict.status === "crash" || verdict.status === "adapter_error") break;
  }
  if (wrong.length > 0) throw new ToolkitError("ADAPTER_CALIBRATION", "calibration", wrong.join("\n  "));
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
