/** What a client gave its caller, as an adapter reports it. */
import { z } from "zod";

/** The closed list of error classes. */
export const ErrorClass = z.enum([
  "connect",
  "http_status",
  "content_type",
  "transport_reset",
  "truncated",
  "malformed_sse",
  "malformed_json",
  "schema",
  "provider_error",
  "timeout.connect",
  "timeout.first_byte",
  "timeout.idle",
  "timeout.total",
  "aborted",
  "limit",
  "unclassified",
]);
export type ErrorClass = z.infer<typeof ErrorClass>;

/** A string, or what stands for a long one. */
export const ReportedText = z.union([
  z.string(),
  z
    .object({
      length: z.int().min(0).describe("bytes of the string in UTF-8"),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe("of those bytes, in hex"),
    })
    .describe("may stand for a string of more than 64 KiB"),
]);
export type ReportedText = z.infer<typeof ReportedText>;

export const ReportedToolCall = z.looseObject({
  id: z.string().nullish().describe("null or absent: the client shows none"),
  name: z.string().nullish().describe("the function called"),
  arguments: ReportedText.nullish().describe(
    "the raw string, compared byte for byte; null or absent: the client does not hand it out",
  ),
  arguments_json: z
    .unknown()
    .optional()
    .describe('the parsed value, integers beyond 2^53 as {"$int": "digits"}; absent: the client does not hand it out'),
  status: z
    .enum(["final", "invalid", "partial"])
    .optional()
    .describe("what the client makes of the call: whole, whole but no JSON, or cut off; absent counts as final"),
});
export type ReportedToolCall = z.infer<typeof ReportedToolCall>;

export const ReportedChoice = z.looseObject({
  index: z.int().min(0).default(0).describe("of the choice on the wire"),
  role: z.string().nullish().describe("as the client shows it; not judged"),
  content: ReportedText.nullish().describe("the answer's text; null or absent: none"),
  reasoning: ReportedText.nullish().describe("the reasoning's text; null or absent: none (report.reasoning)"),
  refusal: ReportedText.nullish().describe("the refusal's text; null or absent: none (report.refusal)"),
  tool_calls: z.array(ReportedToolCall).nullish().describe("in the client's order (report.tool_calls)"),
  finish_reason: z
    .string()
    .nullish()
    .describe("as the client shows it; null or absent: the stream ended without one (report.finish_reason)"),
  finish_reason_raw: z
    .string()
    .nullish()
    .describe("the server's own word, where the client shows it beside a renamed finish_reason"),
});
export type ReportedChoice = z.infer<typeof ReportedChoice>;

export const ReportedMessage = z.looseObject({
  choices: z.array(ReportedChoice).describe("what reached the caller, also before a failure"),
});
export type ReportedMessage = z.infer<typeof ReportedMessage>;

export const ReportedError = z.looseObject({
  native: z.string().nullish().describe("the error's own name, such as its class"),
  message: z.string().nullish().describe("as the caller reads it"),
  status: z.number().nullish().describe("HTTP status that the error shows; null or absent: none"),
  code: z.union([z.string(), z.number()]).nullish().describe("the provider's code that the error shows"),
  class: ErrorClass.nullish().describe("null, absent or unclassified: error_map of the `ready` line says by `native`"),
  surface: z
    .enum(["throw", "event", "callback", "finish", "stray"])
    .nullish()
    .describe(
      "where the caller meets it: thrown, an error part or event, a callback, the finish, or an unhandled rejection within 20 ms after the job",
    ),
  after_chunks: z.int().min(0).nullish().describe("how many chunks or events the caller had been shown by then"),
});
export type ReportedError = z.infer<typeof ReportedError>;

export const ReportedEvent = z.looseObject({
  event: z.string().describe('the event\'s type; "message" or "" where the stream names none'),
  data: ReportedText.describe("the event's data, lines joined by LF"),
  id: z.string().nullish().describe("the last event id at this event (report.last_event_id)"),
});
export type ReportedEvent = z.infer<typeof ReportedEvent>;
