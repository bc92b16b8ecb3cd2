/** Judges whether the caller was told what had to be told, and how. */
import type { Alternative, Case } from "../shape/case.ts";
import type { Finding } from "../shape/finding.ts";
import type { ErrorClass, Ready, Result } from "../shape/protocol.ts";
import { failure, warning } from "./judgement.ts";
import { declares } from "./read-report.ts";
import type { Told } from "./read-told.ts";

const CUT: readonly ErrorClass[] = ["truncated", "transport_reset"];

export function judgeOutcome(
  given: Case,
  due: Alternative,
  claim: Ready,
  result: Result,
  told: readonly Told[],
): readonly Finding[] {
  return due.outcome === "completed"
    ? judgeCompleted(given, due, claim, result, told)
    : judgeFailed(given, due, claim, result, told);
}

// --- internal ---

function judgeCompleted(
  given: Case,
  due: Alternative,
  claim: Ready,
  result: Result,
  told: readonly Told[],
): readonly Finding[] {
  const contrary = told.filter((one) => one.firm && !isInOrder(given, due, claim, one));
  const first = contrary[0] ?? (result.outcome === "failed" ? told[0] : undefined);
  if (first === undefined) return [];
  return [
    failure("error.false", first.path, "completed, and no error shown", { outcome: result.outcome, told: first.shown }),
  ];
}

/** What looks like a failure and is none, as long as the call itself did not fail. */
function isInOrder(given: Case, due: Alternative, claim: Ready, told: Told): boolean {
  if (told.via === "finish") {
    return due.message?.choices.some((choice) => choice.finish_reason?.toLowerCase() === "error") === true;
  }
  // The standard has an EventSource fire `error` at each end of a stream, before it connects again.
  const reconnects = given.op === "sse.read" && declares(claim, "sse.reconnect");
  return reconnects && told.via === "error" && surfaceOf(told) !== "throw" && surfaceOf(told) !== "stray";
}

function surfaceOf(told: Told): unknown {
  return (told.shown as Result["errors"][number]).surface;
}

function judgeFailed(
  given: Case,
  due: Alternative,
  claim: Ready,
  result: Result,
  all: readonly Told[],
): readonly Finding[] {
  const classes = due.errors?.classes;
  // A rejection that nobody awaits tells no caller, least of all beside a success.
  const told =
    result.outcome === "completed" ? all.filter((one) => one.via !== "error" || surfaceOf(one) !== "stray") : all;
  if (told.length === 0) {
    const code = isCut(given, classes) ? "truncation.hidden" : "error.swallowed";
    return [failure(code, "outcome", classes === undefined ? "failed" : { failed: classes }, "completed")];
  }
  const findings: Finding[] = [];
  if (classes !== undefined) {
    const named = told.flatMap((one) => (one.classes.length === 0 ? (["unclassified"] as const) : one.classes));
    if (!named.some((name) => classes.includes(name))) {
      findings.push(warning("error.misnamed", told[0]?.path ?? "errors", classes, [...new Set(named)]));
    }
  }
  // In place of an error: an accident beside a proper error is only noise.
  if (told.every((one) => one.accident || one.via === "outcome")) {
    const accident = told.find((one) => one.accident);
    if (accident !== undefined)
      findings.push(warning("error.accidental", accident.path, "an error of the client's own", accident.shown));
  }
  if (declares(claim, "report.error")) findings.push(...judgeDetail(due, told));
  return findings;
}

function isCut(given: Case, classes: readonly ErrorClass[] | undefined): boolean {
  // Where a provider's error is among the due ones the answer was no cut stream, whatever else it may be called.
  if (classes !== undefined) return classes.some((name) => CUT.includes(name)) && !classes.includes("provider_error");
  return given.exchanges.some((exchange) => exchange.end === "rst" || exchange.end === "missing_last_chunk");
}

function judgeDetail(due: Alternative, told: readonly Told[]): readonly Finding[] {
  const findings: Finding[] = [];
  const { status, message, code } = due.errors ?? {};
  if (status !== undefined && !told.some((one) => one.status === status)) {
    findings.push(
      failure(
        "error.detail_lost",
        "errors.status",
        status,
        told.map((one) => one.status),
      ),
    );
  }
  if (message !== undefined && !told.some((one) => one.text.includes(message))) {
    findings.push(
      failure(
        "error.detail_lost",
        "errors.message",
        message,
        told.map((one) => one.text.trim()),
      ),
    );
  }
  if (code !== undefined && !told.some((one) => one.codes.includes(String(code)))) {
    const shown = told.flatMap((one) => one.codes);
    findings.push(failure("error.detail_lost", "errors.code", code, shown));
  }
  return findings;
}
