/** The dialect of DeepSeek. */
import { z } from "zod";
import { WireChoice, WireChunk, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Count = z.number().nullish();

/** Token usage of DeepSeek. */
export const DeepSeekUsage = WireUsage.extend({
  prompt_cache_hit_tokens: Count.describe("of the request, read from the cache; the same as cached_tokens"),
  prompt_cache_miss_tokens: Count.describe("of the request, not read from the cache"),
});
export type DeepSeekUsage = z.infer<typeof DeepSeekUsage>;

/** One choice of a chunk of DeepSeek. */
export const DeepSeekChoice = WireChoice.extend({
  logprobs: z
    .looseObject({
      content: z.array(z.looseObject({})).nullish().describe("one entry a token of content"),
      reasoning_content: z.array(z.looseObject({})).nullish().describe("one entry a token of reasoning"),
    })
    .nullish()
    .describe("null unless asked for; while reasoning its content is null or absent"),
});
export type DeepSeekChoice = z.infer<typeof DeepSeekChoice>;

/** One chunk of DeepSeek. */
export const DeepSeekChunk = WireChunk.extend({
  choices: z.array(DeepSeekChoice).nullish().describe("never empty: the usage stands beside the finish reason"),
  usage: DeepSeekUsage.nullish().describe("on the finish chunk, always; null on the others where it was asked for"),
}).describe("a chunk as DeepSeek writes it");
export type DeepSeekChunk = z.infer<typeof DeepSeekChunk>;

const SOURCE = "recordings, 2025-07 to 2026-05";
const SURVEY = "survey, 2025 to 2026";

/** DeepSeek as a dialect: its chunk, what it can say, and the evidence. */
export const DEEPSEEK = {
  name: "deepseek",
  title: "DeepSeek",
  chunk: DeepSeekChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length", "tool_calls", "content_filter", "insufficient_system_resource"],
  },
  evidence: [
    { claim: "Every choice has finish_reason, be it null.", seen: 933, of: 933, unit: "choices", source: SOURCE },
    { claim: "Usage stands beside the finish reason.", seen: 19, of: 19, unit: "streams", source: SOURCE },
    { claim: "The usage counts cache hits and misses.", seen: 19, of: 19, unit: "streams", source: SOURCE },
    { claim: "The finish reason comes with an empty text.", seen: 19, of: 19, unit: "choices", source: SOURCE },
    { claim: "Content is null beside reasoning.", seen: 340, of: 340, unit: "choices", source: SOURCE },
    { claim: "Reasoning comes as reasoning_content.", seen: 13, of: 19, unit: "streams", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 19, of: 19, unit: "streams", source: SOURCE },
    { claim: "Usage comes without being asked for.", seen: 51, of: 51, unit: "streams", source: SURVEY },
    {
      claim: "Comments keep the connection alive.",
      seen: 0,
      of: 0,
      unit: "streams",
      source: "DeepSeek documentation, rate limits",
    },
  ],
  confidence: "high",
  sources: ["DeepSeek API documentation, chat completions; where it differs from the recordings, these hold"],
  provisional: false,
} as const satisfies Dialect;
