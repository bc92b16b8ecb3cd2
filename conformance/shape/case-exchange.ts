/** One exchange of a case: the answer that a server gives to one request, down to its bytes. */
import { z } from "zod";

/** How the chunks or blocks of an exchange are spelled as bytes. */
export const CaseFraming = z.strictObject({
  eol: z.enum(["lf", "crlf", "cr"]).default("lf").describe("what ends each line, those of raw blocks excepted"),
  space: z.boolean().default(true).describe("whether a space follows the colon of each field"),
  bom: z.boolean().default(false).describe("whether a byte order mark comes first"),
  done: z.boolean().default(true).describe("whether [DONE] is written behind the last chunk or block"),
  final_blank_line: z.boolean().default(true).describe("whether a blank line follows the last block, [DONE] included"),
});
export type CaseFraming = z.infer<typeof CaseFraming>;

const REPEATED_CHARACTERS_MAX = 16_777_216;

const eventType = z.string().optional().describe("the event's type, in a line before the data; absent: no such line");
const eventId = z.string().optional().describe("the event's id, in a line before the data; absent: no such line");

/** A block of an event stream: an event, a comment, or text that is neither. */
export const CaseBlock = z.union([
  z.strictObject({
    chunk: z.record(z.string(), z.unknown()).describe("the data of an event, printed as compact JSON"),
    event: eventType,
    id: eventId,
  }),
  z.strictObject({
    data: z.string().describe("the data of an event; LF parts it into several `data` lines"),
    event: eventType,
    id: eventId,
    retry: z.string().optional().describe("written as it is, be it a number of milliseconds or not"),
  }),
  z.strictObject({ comment: z.string().describe("one line, written behind a colon") }),
  z
    .strictObject({
      raw: z.string().describe("written exactly as it is, whatever the framing"),
      repeat: z
        .int()
        .min(1)
        .optional()
        .describe("how often the text stands there, default once: large bodies stay small on disk"),
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
  z.strictObject({
    hold_ms: z
      .int()
      .min(1)
      .max(10_000)
      .describe("milliseconds for which the connection is held open behind the last byte; then it ends as by `fin`"),
  }),
  z.strictObject({
    stay_ms: z
      .int()
      .min(1)
      .max(10_000)
      .describe("milliseconds: the last HTTP chunk never comes, the connection stays open so long for another request"),
  }),
]);
export type CaseEnd = z.infer<typeof CaseEnd>;

const Fields = z.record(z.string(), z.string());

/** The odd ways of the transport around an answer. */
export const CaseWire = z.strictObject({
  encoding: z
    .enum(["gzip", "deflate", "br"])
    .optional()
    .describe("codes the body, a flush a slice; only where the request's Accept-Encoding admits it"),
  encoding_end: z
    .enum(["unfinished", "no_footer"])
    .optional()
    .describe("the coded body lacks its final block, or gzip's footer"),
  length_delta: z
    .int()
    .optional()
    .describe("bytes by which the declared length is wrong, above 0 for too long (needs transfer `length`)"),
  chunk_extensions: z
    .string()
    .startsWith(";")
    .optional()
    .describe("behind the size of each HTTP chunk: `;a=1` (needs transfer `chunked`)"),
  trailers: Fields.optional().describe("fields behind the last HTTP chunk, by name (needs transfer `chunked`)"),
  informational: z
    .array(
      z.strictObject({
        status: z.int().min(100).max(199).describe("of the interim answer; 101 is refused"),
        headers: Fields.default({}).describe("of the interim answer, by name"),
      }),
    )
    .min(1)
    .optional()
    .describe("interim answers before the head"),
  early: z.literal(true).optional().describe("answered when the request's head was read, whatever comes of its body"),
  http_version: z
    .literal("1.0")
    .optional()
    .describe("the version that the status line names (needs transfer `close`); absent: 1.1"),
  no_answer: z.literal(true).optional().describe("the connection ends without a byte of an answer"),
  headers_kb: z.int().min(1).max(1_024).optional().describe("KiB of padding fields in the head"),
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
    status: z.int().min(100).max(599).default(200).describe("of the answer; beside a cassette, that of the recording"),
    headers: z
      .record(z.string(), z.string())
      .default({ "content-type": "text/event-stream" })
      .describe("of the answer, by name; `transfer` alone says how the body is delimited"),
    chunks: z
      .array(z.record(z.string(), z.unknown()))
      .optional()
      .describe("the body as chunks, an event each, printed as compact JSON"),
    blocks: z.array(CaseBlock).optional().describe("the body as blocks, where chunks alone do not say enough"),
    body: z.string().optional().describe("the body as text, sent as it stands, in UTF-8"),
    body_base64: z.base64().optional().describe("the body as bytes, where they are no UTF-8"),
    cassette: z
      .string()
      .regex(/^(?:[^/\\.#]|\.[^/\\.#]|\.\.[^/\\#])[^/\\#]*#\d+$/, "FILE#INTERACTION, a file beside the case")
      .optional()
      .describe(
        "the body out of a recording beside the case, by file and interaction, counted from 0 (needs provenance)",
      ),
    framing: CaseFraming.optional().describe("how chunks and blocks are spelled; no other body has one"),
    transfer: z
      .enum(["chunked", "length", "close"])
      .default("chunked")
      .describe("what delimits the body: HTTP chunks, a declared length, or the end of the connection"),
    end: CaseEnd.default("fin").describe(
      "how the answer ends: in order, by a reset, or by an orderly close before the last HTTP chunk (or the last bytes of the declared length)",
    ),
    wire: CaseWire.optional().describe("odd ways of the transport, legal and broken; what is left out is as usual"),
  })
  .refine(
    (x) => [x.chunks, x.blocks, x.body, x.body_base64, x.cassette].filter((given) => given !== undefined).length === 1,
    "give exactly one of chunks, blocks, body, body_base64, cassette",
  );
export type CaseExchange = z.infer<typeof CaseExchange>;

/** The answers of a case. */
export const CaseExchanges = z
  .array(CaseExchange)
  .min(1)
  .refine(
    (exchanges) => exchanges.reduce((sum, one) => sum + repeatedCharacters(one), 0) <= REPEATED_CHARACTERS_MAX,
    "raw blocks of more than 16 Mi characters together",
  );

/** Each block has its limit; a file of a few lines may hold thousands of blocks. */
function repeatedCharacters({ blocks = [] }: CaseExchange): number {
  return blocks.reduce((sum, block) => sum + ("raw" in block ? block.raw.length * (block.repeat ?? 1) : 0), 0);
}
