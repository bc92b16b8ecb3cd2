/** Expected failures: the document `streamproof/expect@1`, and what a report says of it. */
import { z } from "zod";

/** What an expected failure may come to; statuses without a verdict cannot be expected. */
export const ExpectedStatus = z.enum(["fail", "warn", "inherited", "timeout", "crash", "flaky"]);
export type ExpectedStatus = z.infer<typeof ExpectedStatus>;

const dueText = (what: string) =>
  z
    .string({ error: ({ input }) => (input === undefined ? `is missing: ${what}` : `${what} is due, as a text`) })
    .trim()
    .min(1, `is empty: ${what} is due`);

/** One expected failure. */
export const ExpectEntry = z.strictObject({
  case: dueText("a uid, an id or a glob of ids").describe("uid, id, alias or glob of the cases meant"),
  variant: dueText("a variant key such as cuts=41 or plain")
    .optional()
    .describe("the key of the one play that fails, `*` standing for any text; default: whichever fail"),
  status: ExpectedStatus.optional().describe("default: any bad one"),
  signature: z
    .string({ error: "a finding code, or code@path, is due" })
    .regex(/^[a-z_]+\.[a-z_]+(?:@.+)?$/, "a finding code such as usage.lost, or code@path such as usage.lost@usage")
    .optional()
    .describe("a finding, as code or code@path, that must be among those of the play shown"),
  reason: dueText("why this failure is expected"),
  issue: dueText("owner/repo#123 or a URL").optional(),
  until: z.iso
    .date({ error: "a date such as 2027-01-31 is due" })
    .optional()
    .describe("the last day, in UTC, on which the failure is expected"),
});
export type ExpectEntry = z.infer<typeof ExpectEntry>;

export const EXPECT_SCHEMA = "streamproof/expect@1";

/** The document. Unknown members are refused: a typo must not silently expect more than was meant. */
export const Expect = z.strictObject({
  schema: z.literal(EXPECT_SCHEMA, { error: `is ${EXPECT_SCHEMA} in this version` }),
  expect: z.array(ExpectEntry, { error: "a list of entries is due" }),
});
export type Expect = z.infer<typeof Expect>;

/** An entry with the line (from 1) on which it starts. */
export const PlacedEntry = z.strictObject({ line: z.int().min(1), ...ExpectEntry.shape });
export type PlacedEntry = z.infer<typeof PlacedEntry>;

/** How the expectations of a run held. */
export const ExpectationsReport = z.strictObject({
  file: z.string(),
  entries: z.array(
    z.strictObject({
      ...PlacedEntry.shape,
      /** `left_out`: this run did not play what would tell. */
      state: z.enum(["met", "broken", "left_out"]),
    }),
  ),
  broken: z.array(
    z.strictObject({
      line: z.int().min(1),
      case: z.string(),
      because: z.string().describe("what does not hold, and the next step"),
    }),
  ),
});
export type ExpectationsReport = z.infer<typeof ExpectationsReport>;

/** On a verdict that was expected: the entry that says so, and what the case came to. */
export const ExpectedVerdict = z.strictObject({
  line: z.int().min(1),
  status: ExpectedStatus,
  reason: z.string(),
  issue: z.string().optional(),
});
