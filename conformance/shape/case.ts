/** A case: one rule, one exchange script, its variants, what must come of it. */
import { z } from "zod";
import { Capability } from "./capability.ts";
import { CaseExchanges } from "./case-exchange.ts";
import { CaseExpect } from "./case-expect.ts";
import { Profile } from "./profile.ts";
import { AbortHow, Op } from "./protocol.ts";

export * from "./case-exchange.ts";
export * from "./case-expect.ts";

export const Level = z
  .enum(["must", "should", "observe"])
  .describe("how binding the rule is; what a client does in an `observe` case is recorded, never judged");
export type Level = z.infer<typeof Level>;

/** The least binding of several, for what is held against a client by all of them together; `must` of none. */
export function weakestLevel(levels: readonly Level[]): Level {
  return Level.options.findLast((level) => levels.includes(level)) ?? "must";
}

/** True where `level` is at least as binding as `least`. */
export function bindsAtLeast(level: Level, least: Level): boolean {
  return Level.options.indexOf(level) <= Level.options.indexOf(least);
}

const CASE_UID = /^[a-z][a-z0-9]{3}$/;
export const CASE_ID = /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/;

export const CaseRef = z.strictObject({
  kind: z
    .enum(["spec", "vendor-doc", "issue", "recording", "source"])
    .describe("a clause of a specification, a vendor's document, an issue, recorded bytes, or source code"),
  at: z.string().min(1).describe("spec:anchor, owner/repo#number, or file path"),
  client: z.string().optional().describe("the client that it is about, where it is about one"),
  shows: z.string().min(1).describe("what is to be read there, in a phrase"),
  checked: z
    .enum(["thread", "title", "clause", "no"])
    .default("no")
    .describe("how far someone looked: the whole thread, its title alone, the clause or the bytes, not at all"),
});
export type CaseRef = z.infer<typeof CaseRef>;

const CutAxis = z.enum(["event", "byte", "seams", "two_way"]);

export const CaseVariants = z.strictObject({
  cuts: z
    .array(CutAxis)
    .default(["event", "byte", "seams", "two_way"])
    .describe(
      "where the last body is cut into slices: behind each event, at each byte near a seam, at all seams at once, in two",
    ),
  eol: z
    .array(z.enum(["crlf", "cr", "lf"]))
    .default(["crlf"])
    .describe("other line ends; nothing where the body has more than one kind"),
  spacing: z
    .array(z.enum(["none", "one"]))
    .default(["none"])
    .describe("spaces behind the colon of `data`"),
  transfer: z
    .array(z.enum(["chunked", "length", "close"]))
    .default(["length", "close"])
    .describe("other ways to delimit the body; nothing where the end of the answer would then mean something else"),
});
export type CaseVariants = z.infer<typeof CaseVariants>;

export const CaseRequest = z.strictObject({
  include_usage: z.boolean().optional().describe("asks for usage; default false"),
  tools: z.boolean().optional().describe("declares the one fixed tool, get_weather; default false"),
  n: z.int().min(1).optional().describe("how many choices are asked for; absent: the request does not say"),
  logprobs: z.boolean().optional().describe("asks for log probabilities; absent: the request does not say"),
});
export type CaseRequest = z.infer<typeof CaseRequest>;

/** A name without folders; `.` and `..` are folders. */
const FILE_BESIDE = /^(?:[^/\\.]|\.[^/\\.]|\.\.[^/\\])[^/\\]*$/;

export const CaseProvenance = z.strictObject({
  recording: z
    .string()
    .regex(FILE_BESIDE, "a file beside the case")
    .describe("the file beside the case, byte for byte as it was made"),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("of the recording, in hex"),
  origin: z.string().describe("where the recording was published: repository and path"),
  licence: z.string().describe("of the recording, as an SPDX identifier"),
});

export const CASE_SCHEMA = "streamproof/case@1";

/** The document `streamproof/case@1`. Unknown members are refused: a typo must not silently demand nothing. */
export const Case = z.strictObject({
  schema: z.literal(CASE_SCHEMA).describe("what document this is"),
  uid: z
    .string()
    .regex(CASE_UID, "a letter and three letters or digits")
    .describe("the permanent name, never used again"),
  id: z
    .string()
    .regex(CASE_ID, "area/what in kebab case")
    .describe("the readable name; may change, the old one being kept in aliases"),
  aliases: z.array(z.string().regex(CASE_ID)).default([]).describe("earlier ids, by which the case is still found"),
  title: z.string().min(1).describe("what the server sends, in a phrase"),
  rule: z.string().min(1).describe("what the client owes, in one sentence"),
  why: z.string().min(1).optional().describe("what breaks for users, in one or two sentences"),
  level: Level,
  basis: z
    .enum(["spec", "vendor-doc", "field"])
    .describe("what the level rests on: a clause, a vendor's document, or failures seen in the field"),
  input: z
    .enum(["legal", "recorded", "deviant", "broken"])
    .describe("legal by a clause, recorded from a server, whole but deviant from the format, or no longer whole"),
  refs: z.array(CaseRef).describe("the case's authority and evidence"),
  profile: Profile.default("core").describe(
    "the dialect whose members the expectation needs; a client that does not claim it skips the case",
  ),
  needs: z
    .array(Capability)
    .default([])
    .describe("capabilities that the rule is about, no more; a client without one of them skips the case"),
  presumes: z
    .array(z.string().regex(CASE_UID))
    .default([])
    .describe(
      "uids of cases whose bug fails this one as well: where one of them fails in the same run, a failure here is not judged",
    ),
  since: z.string().describe("first version of the catalogue that has the case"),
  tags: z
    .array(z.string())
    .default([])
    .describe("open vocabulary; what fails and is tagged `transport` is played to a bare client of the runtime too"),
  provenance: CaseProvenance.optional().describe("where the recording comes from; required beside a cassette"),
  op: Op,
  request: CaseRequest.default({}).describe("laid over the one default request: chat.stream only"),
  abort: z
    .strictObject({
      after_text: z
        .string()
        .min(1)
        .describe(
          "text inside one event of the last exchange; the server sends through that event, then only comments",
        ),
      how: AbortHow,
    })
    .nullable()
    .default(null)
    .describe("how the caller ends the stream before its end; null: it reads on"),
  exchanges: CaseExchanges.describe("the answers, one a request in order; a request more gets 500 and is recorded"),
  delivery: z
    .literal("incremental")
    .optional()
    .describe("each event is withheld until the client has shown the one before it (needs observe.progress)"),
  variants: CaseVariants.prefault({}).describe(
    "the axes on which the case is played again; a variant changes one of them",
  ),
  subject: z
    .enum(["cuts", "eol", "spacing", "transfer"])
    .nullable()
    .default(null)
    .describe("the axis that the case is about, whose variants are judged where plain fails too; null: none is"),
  compare: z
    .strictObject({
      content: z
        .enum(["exact", "prefix"])
        .default("exact")
        .describe("`prefix`: a text that is reported begins the text that is due, since an abort cuts anywhere"),
      null_is_absent: z.boolean().default(true).describe('false: a text of null or absent is not the text ""'),
    })
    .prefault({})
    .describe("how the texts of choices are compared"),
  expect: CaseExpect.describe("what must come of the case"),
});
export type Case = z.infer<typeof Case>;

/** A case read from disk: the file it came from (relative to the catalogue's root) and the bodies of its cassettes. */
export type LoadedCase = {
  readonly case: Case;
  /** For messages: path of the file, with forward slashes. */
  readonly file: string;
  /** The body bytes of each exchange as written (framing applied), before any variant. */
  readonly bodies: readonly Uint8Array[];
};
