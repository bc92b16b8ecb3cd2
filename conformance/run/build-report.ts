/** Puts the verdicts of one run together with what they were run on; secrets stay out. */
import { DEFAULT_LIMITS, redactText, redactValue } from "../../src/base/index.ts";
import type { ClientIdentity, Ready } from "../shape/protocol.ts";
import { REPORT_SCHEMA, type CaseVerdict, type ControlRun, type Report } from "../shape/report.ts";
import { boundText, boundValue, gateMet, summarise, whyNoVerdict } from "../judge/index.ts";
import { redactCommand, redactControl, redactVerdict } from "./redact-report.ts";

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
      identity: boundIdentity(facts.ready.client),
      // Closed lists, but for how often a name is said.
      capabilities: [...new Set(facts.ready.capabilities)],
      claimed_profiles: [...new Set(facts.ready.profiles)],
      profiles: [...new Set(facts.profiles)],
      command: facts.command === null ? null : redactCommand([...facts.command]),
    },
    delivery: facts.delivery,
    ...(facts.budget === undefined || facts.budget === null ? {} : { budget: facts.budget }),
    complete: facts.complete,
    gate: gateOf(facts),
    summary: summarise(facts.verdicts),
    pollution: facts.pollution.map(redactText),
    ...(facts.controls === undefined || facts.controls === null ? {} : { controls: facts.controls.map(redactControl) }),
    cases: facts.verdicts.map(redactVerdict),
  };
}

// --- internal ---

/** Names and versions, each of a length that a page can show; members that no shape names are dropped where they are many. */
function boundIdentity(identity: ClientIdentity): ClientIdentity {
  const { identityCharsMax, identityMembersKept } = DEFAULT_LIMITS;
  const members = Object.entries(identity).slice(0, identityMembersKept);
  const bounded = members.map(([name, value]) => [
    boundText(redactText(name), 0, identityCharsMax),
    redactValue(boundValue(value, identityCharsMax)),
  ]);
  return { ...Object.fromEntries(bounded), name: textOf(identity.name), version: textOf(identity.version) };
}

function textOf(text: string): string {
  return redactText(boundText(text, 0, DEFAULT_LIMITS.identityCharsMax));
}

/** A gate that is not met stays so, whatever else was left open; one that no verdict speaks for is not met by silence. */
function gateOf({ verdicts, gateLevel, complete }: ReportFacts): Report["gate"] {
  if (!gateMet(verdicts, gateLevel)) return { level: gateLevel, met: false };
  const because = complete ? whyNoVerdict(verdicts.map(({ status }) => status)) : "the run was interrupted";
  return because === null ? { level: gateLevel, met: true } : { level: gateLevel, met: null, because };
}
