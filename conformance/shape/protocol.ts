/** The client protocol, version 1: every message between the runner and an adapter. */
import { z } from "zod";
import { Capability } from "./capability.ts";
import { Profile } from "./profile.ts";
import { ErrorClass, ReportedError, ReportedEvent, ReportedMessage } from "./reported.ts";

export * from "./reported.ts";

export const PROTOCOL_VERSION = 1;

export const Op = z
  .enum(["chat.stream", "sse.read"])
  .describe("what the client is asked for: a streaming chat completion, or the events of a plain event stream");
export type Op = z.infer<typeof Op>;

export const AbortHow = z
  .enum(["signal", "break", "close"])
  .describe("by an abort signal or cancel token, by no longer iterating, or by an explicit close");
export type AbortHow = z.infer<typeof AbortHow>;

export const Hello = z.looseObject({
  type: z.literal("hello").describe("the first line that an adapter reads"),
  protocol: z.literal(PROTOCOL_VERSION).describe("version of the protocol"),
  runner: z
    .looseObject({ name: z.string().describe("of the runner"), version: z.string().describe("of the runner") })
    .describe("what drives the adapter"),
});
export type Hello = z.infer<typeof Hello>;

export const ClientIdentity = z.looseObject({
  name: z.string().describe("of the client under test, such as its package's"),
  version: z.string().describe("of the client under test"),
  language: z.string().optional().describe("javascript, python, go: open"),
  runtime: z
    .string()
    .optional()
    .describe("`node 20.20.2`: chooses the bare client that plays what fails in the transport; absent: none is chosen"),
  entry: z.string().optional().describe("what the adapter calls: `chat.completions.create`"),
  transport: z
    .string()
    .optional()
    .describe("what makes the client's requests, `undici 6.24.1`: chooses the bare client beside `runtime`"),
});
export type ClientIdentity = z.infer<typeof ClientIdentity>;

export const Ready = z.looseObject({
  type: z.literal("ready").describe("the answer to `hello`, within 30 s unless the runner was told otherwise"),
  protocol: z.number().describe("version of the protocol; another than the runner's ends the run"),
  client: ClientIdentity.describe("the client under test"),
  capabilities: z
    .array(Capability)
    .describe("what the adapter can do, and what reaches the client's caller; cases that need more are skipped"),
  profiles: z
    .array(Profile)
    .default(["core"])
    .describe("the dialects that the client claims; cases of others are skipped"),
  max_in_flight: z.int().min(1).default(1).describe("jobs that may be in flight at once"),
  error_map: z
    .record(z.string(), z.array(ErrorClass))
    .default({})
    .describe("by an error's own name (`native`), the classes that it may count as where its `class` says nothing"),
  usage_absent_as: z
    .literal("zero")
    .nullish()
    .describe("`zero`: the client gives zeros where the server sent no usage; null or absent: it gives none"),
});
export type Ready = z.infer<typeof Ready>;

/** The request of a chat job: these members and no others. */
export const JobRequest = z.looseObject({
  model: z.string().describe("to be sent as it is"),
  stream: z.literal(true).describe("an event stream is asked for"),
  messages: z
    .array(
      z.looseObject({
        role: z.string().describe("`user`"),
        content: z.string().describe("the text"),
      }),
    )
    .describe("one message of the user's"),
  stream_options: z
    .looseObject({ include_usage: z.boolean().describe("asks for usage") })
    .optional()
    .describe("absent: usage is not asked for"),
  tools: z
    .array(z.looseObject({}))
    .optional()
    .describe("the one fixed tool, get_weather, as on the wire; absent: none is declared"),
  n: z.int().min(1).optional().describe("how many choices are asked for; absent: one"),
  logprobs: z.boolean().optional().describe("asks for log probabilities; absent: they are not asked for"),
});
export type JobRequest = z.infer<typeof JobRequest>;

export const JobAbort = z.looseObject({
  after_text: z.string().describe("the caller aborts once the text that it was given contains this"),
  how: AbortHow,
});
export type JobAbort = z.infer<typeof JobAbort>;

const jobId = z.string().describe("the job's: opaque, given back in whatever is said of the job");
const jobAttempt = z.int().min(1).describe("the job's: counts from 1, given back like the id");
const jobType = z.literal("job").describe("a unit of work");
const deadlineMs = z
  .int()
  .min(1)
  .describe("milliseconds within which the result is due, from when the server has read the request's head");
const timeoutMs = (span: string) =>
  z.number().nullable().describe(`milliseconds ${span}; null: the client's own default`);

export const ChatJob = z.looseObject({
  type: jobType,
  id: jobId,
  attempt: jobAttempt,
  op: z.literal("chat.stream").describe("run a streaming chat completion"),
  base_url: z
    .string()
    .describe(
      "of this attempt; scheme, host and port stay the same in a run, only the path changes: keep one client object and give it the base URL per call",
    ),
  api_key: z.string().describe("of this attempt, and no real one; it is for the client to send as it sends keys"),
  deadline_ms: deadlineMs,
  request: JobRequest.describe("what the client is to ask, in wire spelling"),
  options: z
    .looseObject({
      max_retries: z.int().min(0).describe("requests that may follow the first (needs action.retry)"),
      timeouts_ms: z
        .looseObject({
          connect: timeoutMs("until the connection is there"),
          first_byte: timeoutMs("until the answer begins"),
          idle: timeoutMs("between two reads of the answer"),
        })
        .describe("time limits of the client (needs action.timeout)"),
    })
    .describe("how the client is to be set; what it cannot be set to is left"),
  abort: JobAbort.nullable().describe("how the caller ends the stream before its end; null: it reads on"),
});
export type ChatJob = z.infer<typeof ChatJob>;

export const SseJob = z.looseObject({
  type: jobType,
  id: jobId,
  attempt: jobAttempt,
  op: z.literal("sse.read").describe("read an event stream"),
  url: z.string().describe("of the stream, for this attempt"),
  method: z.enum(["GET", "POST"]).describe("of the request"),
  body: z.string().nullable().describe("of the request; null: none"),
  deadline_ms: deadlineMs,
});
export type SseJob = z.infer<typeof SseJob>;

export const Job = z.discriminatedUnion("op", [ChatJob, SseJob]);
export type Job = z.infer<typeof Job>;

const echoedAttempt = jobAttempt.default(1).describe("the job's, given back");

export const Result = z.looseObject({
  type: z.literal("result").describe("exactly one for a job and attempt, in any order"),
  id: jobId,
  attempt: echoedAttempt,
  outcome: z
    .enum(["completed", "failed", "unsupported"])
    .describe(
      "what the client's own control flow told its caller, never derived from content; `unsupported`: an unknown op or request",
    ),
  chunks: z
    .array(z.unknown())
    .nullish()
    .describe("the chunks that the client yields, in order; raw taps do not count (report.chunks)"),
  message: ReportedMessage.nullish().describe("what the client's own accumulator made of the stream (report.message)"),
  usage: z
    .record(z.string(), z.unknown())
    .nullish()
    .describe("in wire spelling; null or absent: the client gives none (report.usage)"),
  events: z.array(ReportedEvent).nullish().describe("sse.read: the events that the client yields, in order"),
  reconnects: z.int().min(0).nullish().describe("sse.read: how often the client connected again by itself"),
  errors: z.array(ReportedError).default([]).describe("every error that the caller was shown, in order"),
  abort: z
    .looseObject({
      requested: z.boolean().describe("false: the text to abort after was never given to the caller"),
      seen: z
        .enum(["silent", "error", "event"])
        .nullish()
        .describe("how the caller learns of its abort: not at all, by an error, or by an event"),
    })
    .nullish()
    .describe("null or absent: the job asks for none"),
});
export type Result = z.infer<typeof Result>;

export const Progress = z.looseObject({
  type: z.literal("progress").describe("optional, as often as the adapter likes (observe.progress)"),
  id: jobId,
  attempt: echoedAttempt,
  chunks: z.int().min(0).describe("how many chunks or events the caller has been shown so far"),
});
export type Progress = z.infer<typeof Progress>;

export const Cancel = z.looseObject({
  type: z.literal("cancel").describe("the job is past its deadline; 500 ms later the adapter's process is ended"),
  id: jobId,
  attempt: jobAttempt,
});
export type Cancel = z.infer<typeof Cancel>;

export const Bye = z.looseObject({ type: z.literal("bye").describe("the last line: the adapter exits within 3 s") });

/** What an adapter may write. Anything else on its standard output is pollution. */
export const AdapterMessage = z.discriminatedUnion("type", [Ready, Result, Progress]);
export type AdapterMessage = z.infer<typeof AdapterMessage>;

/** What the runner writes. */
export const RunnerMessage = z.union([Hello, ChatJob, SseJob, Cancel, Bye]);
export type RunnerMessage = z.infer<typeof RunnerMessage>;
