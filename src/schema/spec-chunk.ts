/** The spec reading of a chunk: the letter of OpenAI's reference, used to report and never to reject. */
import { z } from "zod";

// Source: the types generated from OpenAI's OpenAPI document (openai 7.57.0, resources/chat/completions).
// Strict objects, so that a member the reference does not know is reported too.

/** `z.int()` would also refuse integers beyond 2^53, which is no matter of the reference. */
const Integer = z.number().refine(Number.isInteger, "expected an integer").meta({ type: "integer" });

const SpecTopLogprob = z.strictObject({
  token: z.string(),
  logprob: z.number(),
  bytes: z.array(Integer).nullable().describe("UTF-8 bytes of the token, null where it has none of its own"),
});

const SpecLogprob = SpecTopLogprob.extend({ top_logprobs: z.array(SpecTopLogprob) });

const SpecLogprobs = z.strictObject({
  content: z.array(SpecLogprob).nullable(),
  refusal: z.array(SpecLogprob).nullable(),
});

const SpecToolCallFragment = z.strictObject({
  index: Integer,
  id: z.string().optional(),
  type: z.enum(["function", "custom"]).optional(),
  function: z.strictObject({ name: z.string().optional(), arguments: z.string().optional() }).optional(),
  custom: z.strictObject({ name: z.string().optional(), input: z.string().optional() }).optional(),
});

export const SpecDelta = z.strictObject({
  role: z.enum(["developer", "system", "user", "assistant", "tool"]).optional(),
  content: z.string().nullable().optional(),
  refusal: z.string().nullable().optional(),
  tool_calls: z.array(SpecToolCallFragment).optional(),
  function_call: z
    .strictObject({ name: z.string().optional(), arguments: z.string().optional() })
    .optional()
    .describe("deprecated in favour of tool_calls"),
  audio: z
    .strictObject({
      id: z.string().optional(),
      data: z.string().optional().describe("base64"),
      transcript: z.string().optional(),
      expires_at: Integer.optional().describe("Unix seconds"),
    })
    .optional(),
});
export type SpecDelta = z.infer<typeof SpecDelta>;

export const SpecChoice = z.strictObject({
  index: Integer,
  delta: SpecDelta,
  finish_reason: z.enum(["stop", "length", "tool_calls", "content_filter", "function_call"]).nullable(),
  logprobs: SpecLogprobs.nullable().optional(),
});
export type SpecChoice = z.infer<typeof SpecChoice>;

export const SpecUsage = z.strictObject({
  prompt_tokens: Integer,
  completion_tokens: Integer,
  total_tokens: Integer,
  prompt_tokens_details: z
    .strictObject({
      audio_tokens: Integer.optional(),
      cache_write_tokens: Integer.optional(),
      cached_tokens: Integer.optional(),
      image_tokens: Integer.optional(),
      text_tokens: Integer.optional(),
    })
    .optional(),
  completion_tokens_details: z
    .strictObject({
      accepted_prediction_tokens: Integer.optional(),
      audio_tokens: Integer.optional(),
      reasoning_tokens: Integer.optional(),
      rejected_prediction_tokens: Integer.optional(),
      text_tokens: Integer.optional(),
    })
    .optional(),
});
export type SpecUsage = z.infer<typeof SpecUsage>;

/** A `chat.completion.chunk` by the letter. Its types cover about nine real chunks in ten, and not all of OpenAI's. */
export const SpecChunk = z
  .strictObject({
    id: z.string().describe("the same in each chunk"),
    object: z.literal("chat.completion.chunk"),
    created: Integer.describe("Unix seconds, the same in each chunk"),
    model: z.string(),
    choices: z.array(SpecChoice).describe("may be empty on the last chunk, with include_usage"),
    usage: SpecUsage.nullable().optional().describe("with include_usage: null except on the last chunk"),
    service_tier: z.enum(["auto", "default", "flex", "scale", "priority", "fast"]).nullable().optional(),
    system_fingerprint: z.string().optional().describe("deprecated; a null, which OpenAI does send, is a deviation"),
    obfuscation: z.string().optional(),
    moderation: z.looseObject({}).nullable().optional(),
  })
  .describe("one chunk by the letter of OpenAI's reference");
export type SpecChunk = z.infer<typeof SpecChunk>;
