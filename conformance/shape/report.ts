/** The report: the verdicts of one run, and what they were run on. Everything printed is printed from it. */
import { z } from "zod";
import { Level } from "./case.ts";
import { ExpectationsReport, ExpectedVerdict } from "./expectation.ts";
import { ReportedFinding } from "./finding.ts";
import { ClientIdentity, Op } from "./protocol.ts";
import { Capability } from "./capability.ts";

export { ReportedFinding } from "./finding.ts";

export const Status = z.enum([
  "pass",
  "fail",
  "warn",
  "inherited",
  "observed",
  "skip",
  "not_judged",
  "timeout",
  "crash",
  "adapter_error",
  "harness_error",
  "not_run",
  "flaky",
  "xfail",
  "xpass",
]);
export type Status = z.infer<typeof Status>;

const findings = z.array(ReportedFinding).describe("of the play; none where nothing was judged");
const matched = z
  .string()
  .nullable()
  .describe("the accepted end that came, by its name or its place from 0; null where none did, or nothing was judged");
const because = z
  .string()
  .nullable()
  .describe("why the status is not what the findings make it: skipped, not run, crashed, late, inherited; else null");

/** What one play came to. */
export const PlayVerdict = z.strictObject({
  key: z.string().describe("variant key of the play"),
  status: Status.describe("of this play alone"),
  findings,
  matched,
  because,
});
export type PlayVerdict = z.infer<typeof PlayVerdict>;

/** What one case came to. */
export const CaseVerdict = z.strictObject({
  uid: z.string().describe("the case's permanent name"),
  id: z.string().describe("the case's readable name, which a later version may change"),
  title: z.string().describe("what the server sends, in a phrase"),
  rule: z.string().describe("what the client owes, in one sentence"),
  level: Level,
  op: Op,
  profile: z.string().describe("the dialect whose members the expectation needs"),
  status: Status.describe(
    "of the worst play; `xfail`: that was expected; `xpass`: a failure was expected and did not come",
  ),
  findings,
  key: z.string().describe("variant key of the play shown, the worst: `plain`, `cuts=41`, `cuts=byte`, `eol=crlf`, …"),
  matched,
  because,
  variants: z
    .strictObject({
      run: z.int().min(0).describe("variants that were judged"),
      failed: z.array(z.string()).describe("variant keys of those that failed, the fewest cuts first"),
      not_judged: z.int().min(0).describe("variants that were not: plain fails already, or the run was ended"),
      left_out: z.int().min(1).optional().describe("variants that the budget left out; they count as nothing"),
    })
    .describe("plays beside plain, in numbers"),
  delivery: z
    .strictObject({
      slices: z.int().min(0).describe("slices written"),
      gaps: z.int().min(0).describe("real gaps made between them"),
      fallbacks: z.int().min(1).optional().describe("gaps of strict delivery that were mere pauses"),
    })
    .nullable()
    .describe("how the play shown answered its first request; null where none came"),
  evidence: z
    .strictObject({
      outcome: z.string().nullable().describe("what the adapter reported; null where no result came"),
      errors: z
        .array(z.unknown())
        .describe(
          "as the adapter reported them, the first of them and each cut to a bounded size; secrets are redacted",
        ),
      request: z.string().nullable().describe("the beginning of the first request's body; null where none came"),
      stderr: z
        .array(z.string())
        .optional()
        .describe("the last lines of the adapter's standard error, where no result came of the play"),
    })
    .nullable()
    .describe("what both sides saw of the play shown; null where nothing was played"),
  expected: ExpectedVerdict.optional().describe("the entry by which the failure was expected; absent but for xfail"),
  page: z
    .string()
    .optional()
    .describe(
      "where this package explains the rule, FILE#UID; absent where all is well, and for cases of another catalogue",
    ),
});
export type CaseVerdict = z.infer<typeof CaseVerdict>;

/** A bare client of the client's own runtime, which plays what could be the runtime's doing. */
export const ControlRun = z.strictObject({
  name: z.string().describe("`node-fetch`, `python-httpx`, …; `none` where there is none for the client"),
  version: z.string().nullable().describe("runtime and transport with their versions; null where it never started"),
  ran: z.boolean().describe("whether it played what the client failed"),
  because: z.string().nullable().describe("why it did not run, so that nothing was inherited; null where it ran"),
});
export type ControlRun = z.infer<typeof ControlRun>;

export const REPORT_SCHEMA = "streamproof/report@1";

const axisCount = z.int().min(0).describe("variants of this axis");

export const Report = z.strictObject({
  schema: z.literal(REPORT_SCHEMA).describe("what document this is"),
  tool: z
    .strictObject({
      name: z.literal("streamproof").describe("of the package"),
      version: z.string().describe("of the package"),
    })
    .describe("what made the report"),
  suite: z
    .strictObject({
      cases: z.int().min(0).describe("cases of the catalogue, also those that were not asked for"),
      sha256: z.string().describe("of the catalogue's files, in hex"),
    })
    .describe("the catalogue; two reports compare only where it agrees"),
  client: z
    .strictObject({
      identity: ClientIdentity.describe("as the adapter names it"),
      capabilities: z.array(Capability).describe("as the adapter declares them"),
      claimed_profiles: z.array(z.string()).describe("as the adapter claims them"),
      profiles: z.array(z.string()).describe("those that the client was held to: the claimed ones unless overridden"),
      command: z.array(z.string()).nullable().describe("how the adapter was started; null for a function in process"),
    })
    .describe("the client under test"),
  delivery: z
    .strictObject({
      mode: z
        .enum(["pause", "strict", "in_process"])
        .describe("what ends a gap: its time, the client's having taken what was written, or its next read"),
      gap_ms: z.number().min(0).describe("milliseconds of one gap"),
      gaps: z.int().min(0).optional().describe("gaps made in all plays; absent where nobody counted"),
      by_clock: z
        .int()
        .min(0)
        .optional()
        .describe("gaps of strict delivery that were mere pauses: what the client had taken could not be seen"),
    })
    .describe("how slices were kept apart"),
  budget: z
    .strictObject({
      seconds: z.int().min(1).describe("planned seconds: gaps, holds, and a nominal cost of each play"),
      seed: z.int().min(0).describe("which variants are played first; the same seed chooses the same"),
      planned_ms: z.int().min(0).describe("milliseconds that the chosen plays take by plan"),
      left_out: z
        .strictObject({ cuts: axisCount, eol: axisCount, spacing: axisCount, transfer: axisCount })
        .describe("variants left out, by axis"),
    })
    .optional()
    .describe("absent where all variants that were asked for were played"),
  complete: z.boolean().describe("false where the run was interrupted"),
  gate: z
    .strictObject({
      level: z
        .enum(["must", "should", "none"])
        .describe("cases of this level or a more binding one may not fail, time out or crash; none: any may"),
      met: z.boolean().nullable().describe("whether none did; null: no verdict says so"),
      because: z.string().optional().describe("why there is no verdict, where met is null"),
    })
    .describe("what the client had to pass"),
  summary: z.record(Status, z.int().min(0)).describe("cases by status; every status is there"),
  pollution: z
    .array(z.string())
    .describe("lines on the adapter's standard output that were no protocol message, and notes on those out of place"),
  expectations: ExpectationsReport.optional().describe(
    "how the expected failures held; absent where the run was given no file of them",
  ),
  controls: z.array(ControlRun).optional().describe("absent where nothing failed that could be the runtime's doing"),
  cases: z.array(CaseVerdict).describe("what each case came to"),
});
export type Report = z.infer<typeof Report>;
