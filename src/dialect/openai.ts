/** The dialect of OpenAI itself. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Count = z.number().nullish();

/** A piece of spoken output. Strings of `data` may be joined before they are decoded: each is whole base64 quads. */
export const OpenAiAudio = z
  .looseObject({
    id: z.string().nullish().describe("refers to this audio in a later request"),
    data: z.string().nullish().describe("a fragment of base64; no padding before the end"),
    transcript: z.string().nullish().describe("a fragment of what is said"),
    expires_at: z.number().nullish().describe("Unix seconds; comes in a chunk of its own, after the usage"),
  })
  .describe("id, data, transcript and expires_at come in separate chunks");
export type OpenAiAudio = z.infer<typeof OpenAiAudio>;

/** A citation of the web search models; sent whole, never in fragments. */
export const OpenAiAnnotation = z.looseObject({
  type: z.string().nullish().describe("url_citation"),
  url_citation: z
    .looseObject({
      url: z.string().nullish().describe("the page cited"),
      title: z.string().nullish().describe("the page's title"),
      start_index: Count.describe("characters into the content"),
      end_index: Count.describe("characters into the content"),
    })
    .nullish()
    .describe("what is cited, and where"),
});
export type OpenAiAnnotation = z.infer<typeof OpenAiAnnotation>;

/** One token with its probability. */
export const OpenAiLogprob = z.looseObject({
  token: z.string().describe("the token's text"),
  logprob: z.number().describe("natural logarithm; -9999 stands for very unlikely"),
  bytes: z.array(z.number()).nullish().describe("UTF-8 bytes; a character may be spread over several tokens"),
  top_logprobs: z
    .array(
      z.looseObject({
        token: z.string().describe("the token's text"),
        logprob: z.number().describe("natural logarithm"),
      }),
    )
    .nullish()
    .describe("the likeliest tokens here; may be fewer than asked for"),
});
export type OpenAiLogprob = z.infer<typeof OpenAiLogprob>;

/** What one chunk of OpenAI adds to a choice. */
export const OpenAiDelta = WireDelta.extend({
  audio: OpenAiAudio.nullish().describe("a piece of spoken output; its members come one by one"),
  annotations: z.array(OpenAiAnnotation).nullish().describe("citations, whole"),
});
export type OpenAiDelta = z.infer<typeof OpenAiDelta>;

/** One choice of a chunk of OpenAI. */
export const OpenAiChoice = WireChoice.extend({
  delta: OpenAiDelta.nullish().describe("what this chunk adds; `{}` beside the finish reason"),
  logprobs: z
    .looseObject({
      content: z.array(OpenAiLogprob).nullish().describe("one entry a token of content"),
      refusal: z.array(OpenAiLogprob).nullish().describe("one entry a token of the refusal"),
    })
    .nullish()
    .describe("null unless asked for; entries are appended"),
});
export type OpenAiChoice = z.infer<typeof OpenAiChoice>;

/** Token usage of OpenAI. */
export const OpenAiUsage = WireUsage.extend({
  prompt_tokens_details: WireUsage.shape.prompt_tokens_details
    .unwrap()
    .unwrap()
    .extend({ text_tokens: Count.describe("of text"), image_tokens: Count.describe("of images") })
    .nullish()
    .describe("a part of prompt_tokens"),
  completion_tokens_details: WireUsage.shape.completion_tokens_details
    .unwrap()
    .unwrap()
    .extend({ text_tokens: Count.describe("of text") })
    .nullish()
    .describe("a part of completion_tokens"),
});
export type OpenAiUsage = z.infer<typeof OpenAiUsage>;

/** One chunk of OpenAI. */
export const OpenAiChunk = WireChunk.extend({
  choices: z
    .array(OpenAiChoice)
    .nullish()
    .describe("empty on the usage chunk; missing on the heartbeats of audio models"),
  usage: OpenAiUsage.nullish().describe("only with include_usage: null on each chunk, then one object"),
  moderation: z
    .looseObject({
      input: z.unknown().describe("what was found in the request"),
      output: z.unknown().describe("what was found in the answer"),
    })
    .nullish()
    .describe("in a chunk of its own after the usage, where moderation was asked for"),
}).describe("a chunk as OpenAI writes it");
export type OpenAiChunk = z.infer<typeof OpenAiChunk>;

const SOURCE = "recordings, 2023-04 to 2026-07";

/** OpenAI as a dialect: its chunk, what it can say, and the evidence. */
export const OPENAI = {
  name: "openai",
  title: "OpenAI",
  chunk: OpenAiChunk,
  evidence: [
    { claim: "Every chunk has choices, if only an empty list.", seen: 8007, of: 8007, unit: "chunks", source: SOURCE },
    {
      claim: "The role comes in the first chunk of each choice, and in no other.",
      seen: 359,
      of: 359,
      unit: "streams",
      source: SOURCE,
    },
    {
      claim: "Every choice has finish_reason, be it null.",
      seen: 7772,
      of: 7772,
      unit: "choices",
      source: SOURCE,
    },
    { claim: "The finish reason comes with an empty delta.", seen: 369, of: 369, unit: "choices", source: SOURCE },
    {
      claim: "Usage comes in a chunk of its own, the last, with empty choices.",
      seen: 235,
      of: 235,
      unit: "streams",
      source: SOURCE,
    },
    { claim: "Chunks carry padding in obfuscation.", seen: 5436, of: 8007, unit: "chunks", source: SOURCE },
    { claim: "The system fingerprint is null.", seen: 4076, of: 8007, unit: "chunks", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 359, of: 359, unit: "streams", source: SOURCE },
    {
      claim: "Chunks without choices come between others, from audio models.",
      seen: 10,
      of: 582,
      unit: "streams",
      source: "survey, 2023 to 2026",
    },
  ],
  expressible: {
    reasoning: [],
    refusal: true,
    toolCalls: true,
    choices: "many",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls", "content_filter", "function_call"],
  },
  confidence: "high",
  sources: [
    "openai/openai-openapi, openapi.yaml at f85dbe2",
    "openai/openai-node, src/resources/chat/completions at 7b7d6ca",
  ],
  provisional: false,
} as const satisfies Dialect;
