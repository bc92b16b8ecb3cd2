/** Judges an observation against one accepted end of its case. */
import type { Alternative, Case } from "../shape/case.ts";
import type { Finding } from "../shape/finding.ts";
import type { Ready, Result } from "../shape/protocol.ts";
import { compareEvents } from "./compare-events.ts";
import { compareMessage } from "./compare-message.ts";
import { compareUsage } from "./compare-usage.ts";
import { judgeOutcome } from "./judge-outcome.ts";
import { declares, type MessageView, type ReportView } from "./read-report.ts";
import type { Told } from "./read-told.ts";
import { sameJson } from "./same-json.ts";

export type AlternativeFacts = {
  readonly given: Case;
  readonly claim: Ready;
  readonly result: Result;
  readonly report: ReportView;
  readonly told: readonly Told[];
  readonly sent: MessageView | null;
};

export type JudgedAlternative = {
  readonly findings: readonly Finding[];
  /** The client told the opposite of what this end asks for, so that another end describes it better. */
  readonly opposite: boolean;
};

export function judgeAlternative(due: Alternative, facts: AlternativeFacts): JudgedAlternative {
  const { given, claim, result, report, told, sent } = facts;
  const outcome = judgeOutcome(given, due, claim, result, told);
  const opposite = outcome.some((finding) => OPPOSITE.has(finding.code));
  // What a call that failed did not hand out is a consequence of the failure, not one more bug.
  if (opposite && result.outcome === "failed") return { findings: outcome, opposite };
  const findings = [...outcome];
  if (due.message !== undefined && report.layer !== "none" && given.op === "chat.stream") {
    findings.push(...compareMessage(due.message, { claim, compare: given.compare, reported: report, sent }));
  }
  if (due.usage !== undefined && declares(claim, "report.usage") && given.op === "chat.stream") {
    const asSent = sent !== null && sameJson(sent.usage, report.usage);
    if (!asSent) findings.push(...compareUsage(due.usage, report.usage, claim.usage_absent_as === "zero"));
  }
  if (due.events !== undefined && given.op === "sse.read") {
    findings.push(...compareEvents(due.events, result.events ?? [], declares(claim, "report.last_event_id")));
  }
  return { findings, opposite };
}

const OPPOSITE: ReadonlySet<string> = new Set(["error.false", "error.swallowed", "truncation.hidden"]);
