/** Judges what came of a case: what differs from what was due, and which accepted end it matched. */
import type { Case } from "../shape/case.ts";
import type { Finding } from "../shape/finding.ts";
import type { Observation } from "../shape/observation.ts";
import type { Ready } from "../shape/protocol.ts";
import { boundFindings } from "./bound-findings.ts";
import { judgeAlternative, type JudgedAlternative } from "./judge-alternative.ts";
import { failure, type Judgement } from "./judgement.ts";
import {
  judgeAbort,
  judgeAbortText,
  judgeDelivery,
  judgeDone,
  judgeRequest,
  judgeRetries,
  requestIsMissing,
} from "./judge-server.ts";
import { foldSent, readReport } from "./read-report.ts";
import { readTold } from "./read-told.ts";

/** Pure and total. An ending that is no result has nothing to judge: see `statusOfPlay`. */
export function judge(given: Case, claim: Ready, seen: Observation): Judgement {
  if (seen.ending.kind !== "result") return { findings: [], matched: null };
  const { result, atMs } = seen.ending;
  if (result.outcome === "unsupported") {
    return { findings: [failure("capability.unsupported", "outcome", given.op, "unsupported")], matched: null };
  }
  if (requestIsMissing(given, seen.server)) {
    return { findings: [failure("request.missing", "server.requests", "a request", 0)], matched: null };
  }
  const report = readReport(claim, result);
  const told = readTold(claim, result, report);
  const sent = report.layer === "chunks" ? foldSent(given) : null;
  const facts = { given, claim, result, report, told, sent };
  const judged = given.expect.any_of.map((due, index) => ({
    ...judgeAlternative(due, facts),
    name: due.name ?? String(index),
    due,
  }));
  const best = judged.reduce((one, other) => (isCloser(other, one) ? other : one));
  const findings: Finding[] = [...best.findings];
  findings.push(...judgeRetries(given, claim, seen.server), ...judgeRequest(given, claim, seen.server));
  findings.push(...judgeAbort(given, result, seen.server), ...judgeDelivery(seen.server));
  // Where the answer itself differs already, that says why the caller never came to abort.
  if (fails(best) === 0) findings.push(...judgeAbortText(given, result));
  if (told.length === 0 && best.due.outcome === "completed") findings.push(...judgeDone(given, atMs, seen.server));
  return { findings: boundFindings(findings), matched: fails(best) === 0 ? best.name : null };
}

// --- internal ---

function fails(judged: JudgedAlternative): number {
  return judged.findings.filter((finding) => finding.severity === "fail").length;
}

/**
 * Strictly closer: what agrees on the outcome, then fewer failures, then fewer warnings. So the order in which a case
 * lists its ends never decides what a client is told, only the name of the one that matched.
 */
function isCloser(one: JudgedAlternative, other: JudgedAlternative): boolean {
  if ((fails(one) === 0) !== (fails(other) === 0)) return fails(one) === 0;
  if (one.opposite !== other.opposite) return other.opposite;
  if (fails(one) !== fails(other)) return fails(one) < fails(other);
  return one.findings.length < other.findings.length;
}
