/** Prints a file of expected failures that fits the verdicts of a run. */
import { CORE_SCHEMA, dump } from "js-yaml";
import { gateMet } from "../judge/index.ts";
import { EXPECT_SCHEMA, ExpectedStatus, type ExpectEntry } from "../shape/expectation.ts";
import type { CaseVerdict, Report } from "../shape/report.ts";
import { badKeys } from "./bad-keys.ts";

const UNEXPLAINED = "to be explained";

/** An entry for each case that speaks against the gate; without a gate (`none`), each that `should` would count. */
export function draftEntries(verdicts: readonly CaseVerdict[], gate: Report["gate"]["level"]): readonly ExpectEntry[] {
  return failing(verdicts, gate).map(entryOf);
}

/** The whole file, with each case's id beside its uid; ends with a newline. */
export function printExpectations(verdicts: readonly CaseVerdict[], gate: Report["gate"]["level"]): string {
  const lines = [
    "# Failures that are known. An entry that no longer fails, matches nothing or has expired fails the run.",
    `schema: ${EXPECT_SCHEMA}`,
    failing(verdicts, gate).length === 0 ? "expect: []" : "expect:",
  ];
  for (const verdict of failing(verdicts, gate)) {
    const entry = dump([entryOf(verdict)], { schema: CORE_SCHEMA, lineWidth: -1 });
    lines.push(
      `  # ${verdict.id}`,
      ...entry
        .trimEnd()
        .split("\n")
        .map((line) => `  ${line}`),
    );
  }
  return `${lines.join("\n")}\n`;
}

// --- internal ---

function failing(verdicts: readonly CaseVerdict[], gate: Report["gate"]["level"]): readonly CaseVerdict[] {
  return verdicts.filter((verdict) => !gateMet([verdict], gate === "none" ? "should" : gate));
}

function entryOf(verdict: CaseVerdict): ExpectEntry {
  const keys = badKeys(verdict, {});
  const [variant] = keys.length === 1 && keys[0] !== "plain" ? keys : [];
  const { findings } = verdict;
  const signature = (findings.find((finding) => finding.severity === "fail") ?? findings[0])?.code;
  return {
    case: verdict.uid,
    ...(variant === undefined ? {} : { variant }),
    status: ExpectedStatus.parse(verdict.status),
    ...(signature === undefined ? {} : { signature }),
    reason: UNEXPLAINED,
  };
}
