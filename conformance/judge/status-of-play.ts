/** Turns what came of one play into its status, with one sentence where the status is no judgement of findings. */
import type { Case, Level } from "../shape/case.ts";
import type { Finding } from "../shape/finding.ts";
import type { Observation } from "../shape/observation.ts";
import type { Ready, Result } from "../shape/protocol.ts";
import type { PlayVerdict, Status } from "../shape/report.ts";
import { judge } from "./judge.ts";
import { judgeRetries } from "./judge-server.ts";
import { readReport } from "./read-report.ts";

export function statusOfPlay(given: Case, claim: Ready, seen: Observation): Omit<PlayVerdict, "key"> {
  const { ending } = seen;
  switch (ending.kind) {
    case "result": {
      const unplayed = new Set(seen.server.deliveries.flatMap(({ ignored = [] }) => ignored));
      if (unplayed.size > 0) return noJudgement("skip", `not played as written: ${[...unplayed].join("; ")}`, []);
      if (sawAndStayed(given, claim, ending.result))
        return noJudgement("adapter_error", "the caller saw the text to abort at, and the adapter did not abort", []);
      const { findings, matched } = judge(given, claim, seen);
      // What an adapter declared and cannot do is a failure, whatever the case asks.
      if (ending.result.outcome === "unsupported")
        return { status: "fail", findings: [...findings], matched, because: null };
      if (given.level !== "observe") {
        return { status: statusOfFindings(given.level, findings), findings: [...findings], matched, because: null };
      }
      // Recorded, never judged: a difference is worth reading and speaks against nobody.
      const recorded = findings.map((finding) => ({ ...finding, severity: "warn" as const }));
      return { status: "observed", findings: recorded, matched, because: null };
    }
    case "deadline": {
      const waited = `no result within ${Math.round(ending.afterMs)} ms`;
      const late = ending.late === null ? "" : `; after the cancel the adapter answered ${ending.late.outcome}`;
      const requests = seen.server.requests.length === 0 ? "; the server saw no request" : "";
      const because = waited + late + requests;
      if (given.level === "observe") return noJudgement("observed", because, []);
      return noJudgement("timeout", because, judgeRetries(given, claim, seen.server));
    }
    case "crash":
      return noJudgement("crash", `the adapter crashed on this job: ${ending.detail}`, []);
    case "harness_error":
      return noJudgement("harness_error", ending.detail, []);
    case "adapter_error":
      return noJudgement("adapter_error", ending.detail, []);
  }
}

// --- internal ---

/** To abort is the adapter's part: only where the text never reached the caller is it the client's doing that it did not. */
function sawAndStayed(given: Case, claim: Ready, result: Result): boolean {
  const { abort } = given;
  if (abort === null || result.outcome !== "completed" || result.abort?.requested === true) return false;
  return readReport(claim, result).choices.some(
    ({ content }) => typeof content === "string" && content.includes(abort.after_text),
  );
}

function noJudgement(status: Status, because: string, findings: readonly Finding[]): Omit<PlayVerdict, "key"> {
  return { status, findings: [...findings], matched: null, because };
}

/** A finding that only warns never fails a case, whatever its level. */
function statusOfFindings(level: Exclude<Level, "observe">, findings: readonly Finding[]): Status {
  if (findings.length === 0) return "pass";
  const failing = findings.some((finding) => finding.severity === "fail");
  return failing && level === "must" ? "fail" : "warn";
}
