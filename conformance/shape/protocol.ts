/** The client protocol, version 1: every message between the runner and an adapter. */
import { z } from "zod";
import { Capability } from "./capability.ts";
import { Profile } from "./profile.ts";

export const PROTOCOL_VERSION = 1;

export const Op = z.enum(["chat.stream", "sse.read"]);
export type Op = z.infer<typeof Op>;

export const AbortHow = z.enum(["signal", "break", "close"]);
export type AbortHow = z.infer<typeof AbortHow>;

/** The closed list of error classes; an adapter may leave the class to its `error_map`. */
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

export const Hello = z.looseObject({
  type: z.literal("hello"),
  protocol: z.literal(PROTOCOL_VERSION),
  runner: z.looseObject({ name: z.string(), version: z.string() }),
});
export type Hello = z.infer<typeof Hello>;

export const ClientIdentity = z.looseObject({
  name: z.string(),
  version: z.string(),
  language: z.string().optional(),
  runtime: z.string().optional(),
  entry: z.string().optional(),
  transport: z.string().optional(),
});
export type ClientIdentity = z.infer<typeof ClientIdentity>;

export const Ready = z.looseObject({
  type: z.literal("ready"),
  protocol: z.number(),
  client: ClientIdentity,
  capabilities: z.array(Capability),
  profiles: z.array(Profile).default(["core"]),
  max_in_flight: z.int().min(1).default(1),
  error_map: z.record(z.string(), z.array(ErrorClass)).default({}),
  usage_absent_as: z.literal("zero").nullish(),
});
export type Ready = z.infer<typeof Ready>;

/** The request of a chat job: closed; each member but model, stream and messages implies a capability. */
export const JobRequest = z.looseObject({
  model: z.string(),
  stream: z.literal(true),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
  stream_options: z.looseObject({ include_usage: z.boolean() }).optional(),
  tools: z.array(z.looseObject({})).optional(),
  n: z.int().min(1).optional(),
  logprobs: z.boolean().optional(),
});
export type JobRequest = z.infer<typeof JobRequest>;

export const JobAbort = z.looseObject({ after_text: z.string(), how: AbortHow });
export type JobAbort = z.infer<typeof JobAbort>;

export const ChatJob = z.looseObject({
  type: z.literal("job"),
  id: z.string(),
  attempt: z.int().min(1),
  op: z.literal("chat.stream"),
  base_url: z.string(),
  api_key: z.string(),
  deadline_ms: z.int().min(1),
  request: JobRequest,
  options: z.looseObject({
    max_retries: z.int().min(0),
    timeouts_ms: z.looseObject({
      connect: z.number().nullable(),
      first_byte: z.number().nullable(),
      idle: z.number().nullable(),
    }),
  }),
  abort: JobAbort.nullable(),
});
export type ChatJob = z.infer<typeof ChatJob>;

export const SseJob = z.looseObject({
  type: z.literal("job"),
  id: z.string(),
  attempt: z.int().min(1),
  op: z.literal("sse.read"),
  url: z.string(),
  method: z.enum(["GET", "POST"]),
  body: z.string().nullable(),
  deadline_ms: z.int().min(1),
});
export type SseJob = z.infer<typeof SseJob>;

export const Job = z.discriminatedUnion("op", [ChatJob, SseJob]);
export type Job = z.infer<typeof Job>;

/** A string as it is, or its length and digest where it is longer than 64 KiB: UTF-8 bytes, sha256 in hex. */
export const ReportedText = z.union([
  z.string(),
  z.object({ length: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
]);
export type ReportedText = z.infer<typeof ReportedText>;

export const ReportedToolCall = z.looseObject({
  id: z.string().nullish(),
  name: z.string().nullish(),
  arguments: ReportedText.nullish(),
  arguments_json: z.unknown().optional(),
  status: z.enum(["final", "invalid", "partial"]).optional(),
});
export type ReportedToolCall = z.infer<typeof ReportedToolCall>;

export const ReportedChoice = z.looseObject({
  index: z.int().min(0).default(0),
  role: z.string().nullish(),
  content: ReportedText.nullish(),
  reasoning: ReportedText.nullish(),
  refusal: ReportedText.nullish(),
  tool_calls: z.array(ReportedToolCall).nullish(),
  finish_reason: z.string().nullish(),
  finish_reason_raw: z.string().nullish(),
});
export type ReportedChoice = z.infer<typeof ReportedChoice>;

export const ReportedMessage = z.looseObject({ choices: z.array(ReportedChoice) });
export type ReportedMessage = z.infer<typeof ReportedMessage>;

export const ReportedError = z.looseObject({
  native: z.string().nullish(),
  message: z.string().nullish(),
  status: z.number().nullish(),
  code: z.union([z.string(), z.number()]).nullish(),
  class: ErrorClass.nullish(),
  surface: z.enum(["throw", "event", "callback", "finish", "stray"]).nullish(),
  after_chunks: z.int().min(0).nullish(),
});
export type ReportedError = z.infer<typeof ReportedError>;

export const ReportedEvent = z.looseObject({ event: z.string(), data: ReportedText, id: z.string().nullish() });
export type ReportedEvent = z.infer<typeof ReportedEvent>;

export const Result = z.looseObject({
  type: z.literal("result"),
  id: z.string(),
  attempt: z.int().min(1).default(1),
  outcome: z.enum(["completed", "failed", "unsupported"]),
  chunks: z.array(z.unknown()).nullish(),
  message: ReportedMessage.nullish(),
  usage: z.record(z.string(), z.unknown()).nullish(),
  events: z.array(ReportedEvent).nullish(),
  reconnects: z.int().min(0).nullish(),
  errors: z.array(ReportedError).default([]),
  abort: z.looseObject({ requested: z.boolean(), seen: z.enum(["silent", "error", "event"]).nullish() }).nullish(),
});
export type Result = z.infer<typeof Result>;

export const Progress = z.looseObject({
  type: z.literal("progress"),
  id: z.string(),
  attempt: z.int().min(1).default(1),
  chunks: z.int().min(0),
});
export type Progress = z.infer<typeof Progress>;

export const Cancel = z.looseObject({ type: z.literal("cancel"), id: z.string(), attempt: z.int().min(1) });
export type Cancel = z.infer<typeof Cancel>;

export const Bye = z.looseObject({ type: z.literal("bye") });

/** What an adapter may write. Anything else on its standard output is pollution. */
export const AdapterMessage = z.discriminatedUnion("type", [Ready, Result, Progress]);
export type AdapterMessage = z.infer<typeof AdapterMessage>;

/** What the runner writes. */
export const RunnerMessage = z.union([Hello, ChatJob, SseJob, Cancel, Bye]);
export type RunnerMessage = z.infer<typeof RunnerMessage>;
