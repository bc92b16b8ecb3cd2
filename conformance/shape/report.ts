/** The report: the verdicts of one run, and what they were run on. Everything printed is printed from it. */
import { z } from "zod";
import { Level } from "./case.ts";
import { ExpectationsReport, ExpectedVerdict } from "./expectation.ts";
import { FINDINGS, type FindingCode } from "./finding.ts";
import { ClientIdentity, Op } from "./protocol.ts";
import { Capability } from "./capability.ts";

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

export const ReportedFinding = z.strictObject({
  code: z.enum(Object.keys(FINDINGS) as [FindingCode, ...FindingCode[]]),
  severity: z.enum(["fail", "warn"]),
  path: z.string(),
  expected: z.unknown(),
  actual: z.unknown(),
});

/** What one play came to. */
export const PlayVerdict = z.strictObject({
  key: z.string(),
  status: Status,
  findings: z.array(ReportedFinding),
  /** Which accepted alternative matched, by name or index; null where none did. */
  matched: z.string().nullable(),
  /** One sentence where the status is no judgement of findings: a crash, a deadline, a harness error. */
  because: z.string().nullable(),
});
export type PlayVerdict = z.infer<typeof PlayVerdict>;

/** What one case came to; `key` names the play whose findings are shown. */
export const CaseVerdict = z.strictObject({
  uid: z.string(),
  id: z.string(),
  title: z.string(),
  rule: z.string(),
  level: Level,
  op: Op,
  profile: z.string(),
  status: Status,
  findings: z.array(ReportedFinding),
  key: z.string(),
  matched: z.string().nullable(),
  because: z.string().nullable().describe("why it was skipped, not judged or not run; null where it was judged"),
  variants: z.strictObject({
    run: z.int().min(0),
    failed: z.array(z.string()),
    not_judged: z.int().min(0),
    left_out: z.int().min(1).optional().describe("variants that the budget left out; they count as nothing"),
  }),
  /** Slices and real gaps of the play shown. */
  delivery: z
    .strictObject({
      slices: z.int().min(0),
      gaps: z.int().min(0),
      fallbacks: z.int().min(1).optional().describe("gaps of strict delivery that were mere pauses"),
    })
    .nullable(),
  /** What the client reported for the play shown, bounded; null where it reported nothing. */
  evidence: z
    .strictObject({
      outcome: z.string().nullable(),
      errors: z.array(z.unknown()),
      request: z.string().nullable(),
      stderr: z
        .array(z.string())
        .optional()
        .describe("the last lines of the adapter's standard error, where no result came of the play"),
    })
    .nullable(),
  /** Where the failure was expected (status xfail): by which entry, and the status it would have had. */
  expected: ExpectedVerdict.optional(),
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
  name: z.string(),
  version: z.string().nullable().describe("runtime and transport with their versions; null where it never started"),
  ran: z.boolean(),
  because: z.string().nullable().describe("why it did not run, so that nothing was inherited; null where it ran"),
});
export type ControlRun = z.infer<typeof ControlRun>;

export const REPORT_SCHEMA = "streamproof/report@1";

export const Report = z.strictObject({
  schema: z.literal(REPORT_SCHEMA),
  tool: z.strictObject({ name: z.literal("streamproof"), version: z.string() }),
  suite: z.strictObject({ cases: z.int().min(0), sha256: z.string() }),
  client: z.strictObject({
    identity: ClientIdentity,
    capabilities: z.array(Capability),
    claimed_profiles: z.array(z.string()),
    profiles: z.array(z.string()),
    command: z.array(z.string()).nullable(),
  }),
  delivery: z.strictObject({ mode: z.enum(["pause", "strict", "in_process"]), gap_ms: z.number().min(0) }),
  budget: z
    .strictObject({
      seconds: z.int().min(1).describe("planned seconds: gaps, holds, and a nominal cost of each play"),
      seed: z.int().min(0).describe("which variants are played first; the same seed chooses the same"),
      planned_ms: z.int().min(0).describe("what the chosen plays take"),
      left_out: z
        .strictObject({
          cuts: z.int().min(0),
          eol: z.int().min(0),
          spacing: z.int().min(0),
          transfer: z.int().min(0),
        })
        .describe("variants left out, by axis"),
    })
    .optional()
    .describe("absent where all variants that were asked for were played"),
  complete: z.boolean().describe("false where the run was interrupted"),
  gate: z.strictObject({ level: z.enum(["must", "should", "none"]), met: z.boolean() }),
  summary: z.record(Status, z.int().min(0)).describe("cases by status; every status is there"),
  /** Lines on the adapter's standard output that were no protocol message. */
  pollution: z.array(z.string()),
  /** Absent where the run was given no file of expected failures. */
  expectations: ExpectationsReport.optional(),
  controls: z.array(ControlRun).optional().describe("absent where nothing failed that could be the runtime's doing"),
  cases: z.array(CaseVerdict),
});
export type Report = z.infer<typeof Report>;
