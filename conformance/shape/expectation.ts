/** Expected failures: the document `streamproof/expect@1`, and what a report says of it. */
import { z } from "zod";

/** What an expected failure may come to; statuses without a verdict cannot be expected. */
export const ExpectedStatus = z.enum(["fail", "warn", "inherited", "timeout", "crash", "flaky"]);
export type ExpectedStatus = z.infer<typeof ExpectedStatus>;

const TEXT_CHARACTERS_MAX = 10_000;

const dueText = (what: string) =>
  z
    .string({ error: ({ input }) => (input === undefined ? `is missing: ${what}` : `${what} is due, as a text`) })
    .trim()
    .min(1, `is empty: ${what} is due`)
    .max(TEXT_CHARACTERS_MAX, `is longer than ${TEXT_CHARACTERS_MAX} characters`);

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
  reason: dueText("why this failure is expected").describe("for whoever reads the file or the report"),
  issue: dueText("owner/repo#123 or a URL").optional().describe("where the failure is tracked"),
  until: z.iso
    .date({ error: "a date such as 2027-01-31 is due" })
    .optional()
    .describe("the last day, in UTC, on which the failure is expected"),
});
export type ExpectEntry = z.infer<typeof ExpectEntry>;

export const EXPECT_SCHEMA = "streamproof/expect@1";

/** The document. Unknown members are refused: a typo must not silently expect more than was meant. */
export const Expect = z.strictObject({
  schema: z.literal(EXPECT_SCHEMA, { error: `is ${EXPECT_SCHEMA} in this version` }).describe("what document this is"),
  expect: z
    .array(ExpectEntry, { error: "a list of entries is due" })
    .describe("the expected failures; one that does not come, or is past its date, fails the run"),
});
export type Expect = z.infer<typeof Expect>;

const line = z.int().min(1).describe("line of the file, from 1, on which the entry starts");

/** An entry with its place. */
export const PlacedEntry = z.strictObject({ line, ...ExpectEntry.shape });
export type PlacedEntry = z.infer<typeof PlacedEntry>;

/** How the expectations of a run held. */
export const ExpectationsReport = z.strictObject({
  file: z.string().describe("the file of expected failures, as it was named"),
  entries: z
    .array(
      z.strictObject({
        ...PlacedEntry.shape,
        state: z
          .enum(["met", "broken", "left_out"])
          .describe("the failure came, the entry does not hold, or this run did not play what would tell"),
      }),
    )
    .describe("every entry, in the order of the file"),
  broken: z
    .array(
      z.strictObject({
        line,
        case: z.string().describe("the cases meant, as the entry names them"),
        because: z.string().describe("what does not hold, and the next step"),
      }),
    )
    .describe("the entries that fail the run"),
});
export type ExpectationsReport = z.infer<typeof ExpectationsReport>;

export const ExpectedVerdict = z.strictObject({
  line,
  status: ExpectedStatus.describe("what the case came to; its status but for the entry"),
  reason: z.string().describe("the entry's"),
  issue: z.string().optional().describe("the entry's; absent: it has none"),
});
