/** The spec reading of a chunk: the letter of OpenAI's reference, used to report and never to reject. */
import { z } from "zod";

// Source: the types generated from OpenAI's OpenAPI document (npm openai 7.57.0, resources/chat/completions).
// Strict objects, so that a member which the reference does not know is reported too.

/** `z.int()` would also refuse integers beyond 2^53, which is no matter of the reference. */
const Integer = z.number().refine(Number.isInteger, "expected an integer").meta({ type: "integer" });

const SpecTopLogprob = z.strictObject({
  token: z.string().describe("the token's text"),
  logprob: z.number().describe("natural logarithm; -9999 stands for very unlikely"),
  bytes: z.array(Integer).nullable().describe("UTF-8 bytes of the token, null where it has none of its own"),
});

const SpecLogprob = SpecTopLogprob.extend({
  top_logprobs: z.array(SpecTopLogprob).describe("the likeliest tokens here; may be fewer than asked for"),
});

const SpecLogprobs = z.strictObject({
  content: z.array(SpecLogprob).nullable().describe("one entry a token of content"),
  refusal: z.array(SpecLogprob).nullable().describe("one entry a token of the refusal"),
});

const SpecToolCallFragment = z.strictObject({
  index: Integer.describe("slot of the call"),
  id: z.string().optional().describe("first fragment"),
  type: z.enum(["function", "custom"]).optional().describe("first fragment"),
  function: z
    .strictObject({
      name: z.string().optional().describe("first fragment"),
      arguments: z.string().optional().describe("a piece of JSON text"),
    })
    .optional()
    .describe("of a function call"),
  custom: z
    .strictObject({
      name: z.string().optional().describe("first fragment"),
      input: z.string().optional().describe("a piece of free text"),
    })
    .optional()
    .describe("of a custom tool's call"),
});

/** What one chunk adds to one choice, by the letter. */
export const SpecDelta = z.strictObject({
  role: z.enum(["developer", "system", "user", "assistant", "tool"]).optional().describe("whose message it is"),
  content: z.string().nullable().optional().describe("a fragment of the answer"),
  refusal: z.string().nullable().optional().describe("a fragment of a refusal"),
  tool_calls: z.array(SpecToolCallFragment).optional().describe("fragments of tool calls; null is a deviation"),
  function_call: z
    .strictObject({
      name: z.string().optional().describe("the function called"),
      arguments: z.string().optional().describe("a piece of JSON text"),
    })
    .optional()
    .describe("deprecated in favour of tool_calls"),
  audio: z
    .strictObject({
      id: z.string().optional().describe("refers to this audio in a later request"),
      data: z.string().optional().describe("a fragment of base64"),
      transcript: z.string().optional().describe("a fragment of what is said"),
      expires_at: Integer.optional().describe("Unix seconds"),
    })
    .optional()
    .describe("a piece of spoken output"),
});
export type SpecDelta = z.infer<typeof SpecDelta>;

/** One choice of one chunk, by the letter of OpenAI's reference. */
export const SpecChoice = z.strictObject({
  index: Integer.describe("which answer this is where n > 1"),
  delta: SpecDelta.describe("what this chunk adds"),
  finish_reason: z
    .enum(["stop", "length", "tool_calls", "content_filter", "function_call"])
    .nullable()
    .describe("must be there, null until the end; closed vocabulary"),
  logprobs: SpecLogprobs.nullable().optional().describe("null or absent unless asked for"),
});
export type SpecChoice = z.infer<typeof SpecChoice>;

const promptDetails = z.strictObject({
  audio_tokens: Integer.optional().describe("of audio"),
  cache_write_tokens: Integer.optional().describe("written to a cache"),
  cached_tokens: Integer.optional().describe("read from a cache"),
  image_tokens: Integer.optional().describe("of images"),
  text_tokens: Integer.optional().describe("of text"),
});

const completionDetails = z.strictObject({
  accepted_prediction_tokens: Integer.optional().describe("of a predicted output, used"),
  audio_tokens: Integer.optional().describe("of audio"),
  reasoning_tokens: Integer.optional().describe("spent on reasoning"),
  rejected_prediction_tokens: Integer.optional().describe("of a predicted output, thrown away yet billed"),
  text_tokens: Integer.optional().describe("of text"),
});

/** Token usage by the letter: every counter is an integer, and there. */
export const SpecUsage = z.strictObject({
  prompt_tokens: Integer.describe("tokens of the request"),
  completion_tokens: Integer.describe("tokens of the answer"),
  total_tokens: Integer.describe("prompt + completion"),
  prompt_tokens_details: promptDetails.optional().describe("a part of prompt_tokens; null is a deviation"),
  completion_tokens_details: completionDetails.optional().describe("a part of completion_tokens"),
});
export type SpecUsage = z.infer<typeof SpecUsage>;

/** A `chat.completion.chunk` by the letter. About half of real chunks are of these types, OpenAI's own not always. */
export const SpecChunk = z
  .strictObject({
    id: z.string().describe("the same in each chunk"),
    object: z.literal("chat.completion.chunk").describe("nothing else"),
    created: Integer.describe("Unix seconds, the same in each chunk"),
    model: z.string().describe("the model that answers"),
    choices: z.array(SpecChoice).describe("may be empty on the last chunk, with include_usage"),
    usage: SpecUsage.nullable().optional().describe("with include_usage: null except on the last chunk"),
    service_tier: z
      .enum(["auto", "default", "flex", "scale", "priority", "fast"])
      .nullable()
      .optional()
      .describe("the tier that served; closed vocabulary"),
    system_fingerprint: z.string().optional().describe("deprecated; a null, which OpenAI does send, is a deviation"),
    obfuscation: z.string().optional().describe("padding of random length"),
    moderation: z.looseObject({}).nullable().optional().describe("where moderation was asked for"),
  })
  .describe("one chunk by the letter of OpenAI's reference");
export type SpecChunk = z.infer<typeof SpecChunk>;
