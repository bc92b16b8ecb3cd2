/** A case: one rule, one exchange script, its variants, what must come of it. */
import { z } from "zod";
import { Capability } from "./capability.ts";
import { Profile } from "./profile.ts";
import { AbortHow, ErrorClass, Op, ReportedText } from "./protocol.ts";

export const Level = z.enum(["must", "should", "observe"]);
export type Level = z.infer<typeof Level>;

/** The least binding of several, for what is held against a client by all of them together; `must` of none. */
export function weakestLevel(levels: readonly Level[]): Level {
  return Level.options.findLast((level) => levels.includes(level)) ?? "must";
}

/** True where `level` is at least as binding as `least`. */
export function bindsAtLeast(level: Level, least: Level): boolean {
  return Level.options.indexOf(level) <= Level.options.indexOf(least);
}

export const CASE_ID = /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/;

/** Where a case's authority or evidence stands. `checked` says how far someone looked it up. */
export const CaseRef = z.strictObject({
  kind: z.enum(["spec", "vendor-doc", "issue", "recording", "source"]),
  at: z.string().min(1).describe("spec:anchor, owner/repo#number, or file path"),
  client: z.string().optional(),
  shows: z.string().min(1),
  checked: z.enum(["thread", "title", "clause", "no"]).default("no"),
});
export type CaseRef = z.infer<typeof CaseRef>;

/** How the chunks or events of an exchange are spelled as bytes. */
export const CaseFraming = z.strictObject({
  eol: z.enum(["lf", "crlf", "cr"]).default("lf"),
  space: z.boolean().default(true),
  bom: z.boolean().default(false),
  done: z.boolean().default(true),
  final_blank_line: z.boolean().default(true),
});
export type CaseFraming = z.infer<typeof CaseFraming>;

const REPEATED_CHARACTERS_MAX = 16_777_216;

/** A block of an event stream where chunks alone do not say enough; `chunk` is printed as compact JSON. */
export const CaseBlock = z.union([
  z.strictObject({ chunk: z.record(z.string(), z.unknown()), event: z.string().optional(), id: z.string().optional() }),
  z.strictObject({
    data: z.string(),
    event: z.string().optional(),
    id: z.string().optional(),
    retry: z.string().optional(),
  }),
  z.strictObject({ comment: z.string() }),
  z
    .strictObject({
      raw: z.string(),
      repeat: z.int().min(1).optional().describe("how often the text stands there: large bodies stay small on disk"),
    })
    .refine(
      ({ raw, repeat }) => raw.length * (repeat ?? 1) <= REPEATED_CHARACTERS_MAX,
      "a block longer than 16 Mi characters",
    ),
]);
export type CaseBlock = z.infer<typeof CaseBlock>;

/** How the server ends its answer. */
export const CaseEnd = z.union([
  z.enum(["fin", "rst", "missing_last_chunk"]),
  z.strictObject({ hold_ms: z.int().min(1).max(10_000) }),
  z.strictObject({
    stay_ms: z
      .int()
      .min(1)
      .max(10_000)
      .describe("the last chunk never comes, the connection stays open for another request"),
  }),
]);
export type CaseEnd = z.infer<typeof CaseEnd>;

const Fields = z.record(z.string(), z.string());

/** The odd ways of the transport around an answer, legal and broken ones; what is left out is as usual. */
export const CaseWire = z.strictObject({
  encoding: z
    .enum(["gzip", "deflate", "br"])
    .optional()
    .describe("only where the request's Accept-Encoding admits it; a flush a slice"),
  encoding_end: z
    .enum(["unfinished", "no_footer"])
    .optional()
    .describe("the coded body lacks its final block, or gzip's footer"),
  length_delta: z.int().optional().describe("bytes by which the declared length is wrong"),
  chunk_extensions: z.string().startsWith(";").optional().describe("behind the size of each HTTP chunk: `;a=1`"),
  trailers: Fields.optional(),
  informational: z
    .array(z.strictObject({ status: z.int().min(100).max(199), headers: Fields.default({}) }))
    .min(1)
    .optional()
    .describe("interim answers before the head"),
  early: z.literal(true).optional().describe("answered when the request's head was read, whatever comes of its body"),
  http_version: z.literal("1.0").optional(),
  no_answer: z.literal(true).optional().describe("the connection ends without a byte of an answer"),
  headers_kb: z.int().min(1).max(1_024).optional(),
  redirect: z.string().startsWith("/").optional().describe("a path on the same attempt, told as `location`"),
  post_only: z
    .literal(true)
    .optional()
    .describe("a request by another method, or without a body, gets 405 in place of this answer"),
  half_close: z
    .literal(true)
    .optional()
    .describe("the server ends its side after a whole answer, although it had not said so"),
});
export type CaseWire = z.infer<typeof CaseWire>;

/** One scripted answer; exactly one of chunks, blocks, body, body_base64, cassette gives its body. */
export const CaseExchange = z
  .strictObject({
    status: z.int().min(100).max(599).default(200),
    headers: z.record(z.string(), z.string()).default({ "content-type": "text/event-stream" }),
    chunks: z.array(z.record(z.string(), z.unknown())).optional(),
    blocks: z.array(CaseBlock).optional(),
    body: z.string().optional(),
    body_base64: z.base64().optional(),
    cassette: z
      .string()
      .regex(/^[^/\\]+#\d+$/, "FILE#INTERACTION, a file beside the case")
      .optional(),
    framing: CaseFraming.optional(),
    transfer: z.enum(["chunked", "length", "close"]).default("chunked"),
    end: CaseEnd.default("fin"),
    wire: CaseWire.optional(),
  })
  .refine(
    (x) => [x.chunks, x.blocks, x.body, x.body_base64, x.cassette].filter((given) => given !== undefined).length === 1,
    "give exactly one of chunks, blocks, body, body_base64, cassette",
  );
export type CaseExchange = z.infer<typeof CaseExchange>;

const CutAxis = z.enum(["event", "byte", "seams", "two_way"]);

/** The axes on which a case is played again; a variant changes one of them. */
export const CaseVariants = z.strictObject({
  cuts: z.array(CutAxis).default(["event", "byte", "seams", "two_way"]),
  eol: z.array(z.enum(["crlf", "cr", "lf"])).default(["crlf"]),
  spacing: z.array(z.enum(["none", "one"])).default(["none"]),
  transfer: z.array(z.enum(["chunked", "length", "close"])).default(["length", "close"]),
});
export type CaseVariants = z.infer<typeof CaseVariants>;

const ExpectedToolCall = z.strictObject({
  id: z.string().nullable().optional(),
  name: z.string().nullable().optional(),
  arguments: ReportedText.optional(),
  arguments_json: z.unknown().optional(),
});

export const ExpectedChoice = z.strictObject({
  index: z.int().min(0).default(0),
  content: ReportedText.nullish(),
  reasoning: ReportedText.nullish(),
  refusal: ReportedText.nullish(),
  tool_calls: z.array(ExpectedToolCall).optional(),
  finish_reason: z.string().nullish(),
});
export type ExpectedChoice = z.infer<typeof ExpectedChoice>;

export const ExpectedMessage = z.strictObject({ choices: z.array(ExpectedChoice) });
export type ExpectedMessage = z.infer<typeof ExpectedMessage>;

/**
 * One accepted end of a case. `failed` means that the caller was told: the call failed, an error was shown,
 * a yielded chunk carried one, or the finish reason said `error`.
 */
export const Alternative = z.strictObject({
  name: z.string().optional(),
  outcome: z.enum(["completed", "failed"]),
  message: ExpectedMessage.optional(),
  usage: z.record(z.string(), z.unknown()).nullable().optional(),
  events: z
    .array(z.strictObject({ event: z.string().default("message"), data: ReportedText, id: z.string().optional() }))
    .optional(),
  errors: z
    .strictObject({
      classes: z.array(ErrorClass).min(1).optional(),
      status: z.int().optional(),
      message: z.string().optional().describe("text that some error's message contains (needs report.error)"),
    })
    .optional(),
});
export type Alternative = z.infer<typeof Alternative>;

export const CaseExpect = z.strictObject({
  any_of: z.array(Alternative).min(1),
  server: z
    .strictObject({
      requests: z.int().min(0).optional(),
      closed_within_ms: z.int().min(1).nullable().optional(),
    })
    .optional(),
});
export type CaseExpect = z.infer<typeof CaseExpect>;

export const CaseRequest = z.strictObject({
  include_usage: z.boolean().optional(),
  tools: z.boolean().optional().describe("declares the one fixed tool, get_weather"),
  n: z.int().min(1).optional(),
  logprobs: z.boolean().optional(),
});
export type CaseRequest = z.infer<typeof CaseRequest>;

/** Where a recording comes from; required beside a recording. */
export const CaseProvenance = z.strictObject({
  recording: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  origin: z.string(),
  licence: z.string(),
});

export const CASE_SCHEMA = "streamproof/case@1";

/** The document `streamproof/case@1`. Unknown members are refused: a typo must not silently demand nothing. */
export const Case = z.strictObject({
  schema: z.literal(CASE_SCHEMA),
  uid: z.string().regex(/^[a-z][a-z0-9]{3}$/, "a letter and three letters or digits"),
  id: z.string().regex(CASE_ID, "area/what in kebab case"),
  aliases: z.array(z.string().regex(CASE_ID)).default([]),
  title: z.string().min(1),
  rule: z.string().min(1),
  why: z.string().min(1).optional().describe("what breaks for users, in one or two sentences"),
  level: Level,
  basis: z.enum(["spec", "vendor-doc", "field"]),
  input: z.enum(["legal", "recorded", "deviant", "broken"]),
  refs: z.array(CaseRef),
  profile: Profile.default("core"),
  needs: z.array(Capability).default([]),
  since: z.string(),
  tags: z.array(z.string()).default([]),
  provenance: CaseProvenance.optional(),
  op: Op,
  request: CaseRequest.default({}),
  abort: z
    .strictObject({ after_text: z.string().min(1), how: AbortHow })
    .nullable()
    .default(null),
  exchanges: z.array(CaseExchange).min(1),
  delivery: z
    .literal("incremental")
    .optional()
    .describe("each event is withheld until the client has shown the one before it (needs observe.progress)"),
  variants: CaseVariants.prefault({}),
  subject: z.enum(["cuts", "eol", "spacing", "transfer"]).nullable().default(null),
  compare: z
    .strictObject({ content: z.enum(["exact", "prefix"]).default("exact"), null_is_absent: z.boolean().default(true) })
    .prefault({}),
  expect: CaseExpect,
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
