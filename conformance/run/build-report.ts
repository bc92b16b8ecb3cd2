/** Puts the verdicts of one run together with what they were run on. */
import type { Ready } from "../shape/protocol.ts";
import { REPORT_SCHEMA, type CaseVerdict, type ControlRun, type Report } from "../shape/report.ts";
import { gateMet, summarise } from "../judge/index.ts";

export type ReportFacts = {
  readonly toolVersion: string;
  /** Number of cases in the catalogue, and its digest: two reports compare only where these agree. */
  readonly suite: Report["suite"];
  readonly ready: Ready;
  readonly profiles: readonly string[];
  readonly command: readonly string[] | null;
  readonly delivery: Report["delivery"];
  /** Null or absent where the run had no budget. */
  readonly budget?: Report["budget"] | null;
  readonly complete: boolean;
  readonly gateLevel: Report["gate"]["level"];
  readonly pollution: readonly string[];
  readonly verdicts: readonly CaseVerdict[];
  /** The bare clients that were asked what the runtime does by itself; null where none was. */
  readonly controls?: readonly ControlRun[] | null;
};

export function buildReport(facts: ReportFacts): Report {
  return {
    schema: REPORT_SCHEMA,
    tool: { name: "streamproof", version: facts.toolVersion },
    suite: facts.suite,
    client: {
      identity: facts.ready.client,
      capabilities: [...facts.ready.capabilities],
      claimed_profiles: [...facts.ready.profiles],
      profiles: [...facts.profiles],
      command: facts.command === null ? null : [...facts.command],
    },
    delivery: facts.delivery,
    ...(facts.budget === undefined || facts.budget === null ? {} : { budget: facts.budget }),
    complete: facts.complete,
    gate: { level: facts.gateLevel, met: gateMet(facts.verdicts, facts.gateLevel) },
    summary: summarise(facts.verdicts),
    pollution: [...facts.pollution],
    ...(facts.controls === undefined || facts.controls === null ? {} : { controls: [...facts.controls] }),
    cases: [...facts.verdicts],
  };
}
