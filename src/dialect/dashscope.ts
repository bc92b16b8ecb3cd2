/** The dialect of DashScope (Qwen). */
import { z } from "zod";
import { WireChunk, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Count = z.number().nullish();

/** Token usage of DashScope (Qwen). */
export const DashScopeUsage = WireUsage.extend({
  prompt_tokens_details: WireUsage.shape.prompt_tokens_details
    .unwrap()
    .unwrap()
    .extend({
      text_tokens: Count.describe("of text"),
      image_tokens: Count.describe("of images"),
      video_tokens: Count.describe("of video"),
      cache_creation_input_tokens: Count.describe("written to a cache"),
      cache_type: z.string().nullish().describe("which cache"),
      cache_creation: z.looseObject({}).nullish().describe("written to a cache, by how long it lasts"),
    })
    .nullish()
    .describe("a part of prompt_tokens"),
  completion_tokens_details: WireUsage.shape.completion_tokens_details
    .unwrap()
    .unwrap()
    .extend({ text_tokens: Count.describe("of text") })
    .nullish()
    .describe("a part of completion_tokens"),
});
export type DashScopeUsage = z.infer<typeof DashScopeUsage>;

/** One chunk of DashScope (Qwen). */
export const DashScopeChunk = WireChunk.extend({
  usage: DashScopeUsage.nullish().describe("null on every chunk but the last, which is its own"),
}).describe("a chunk as DashScope writes it");
export type DashScopeChunk = z.infer<typeof DashScopeChunk>;

const SOURCE = "recordings, 2026-02 to 2026-04";
const SURVEY = "survey, 2026";

/** DashScope (Qwen) as a dialect: its chunk, what it can say, and the evidence. */
export const DASHSCOPE = {
  name: "dashscope",
  title: "DashScope (Qwen)",
  chunk: DashScopeChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "many",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "usage is null before its own chunk.", seen: 1021, of: 1021, unit: "chunks", source: SOURCE },
    {
      claim: "Usage comes in a chunk of its own, the last, with empty choices.",
      seen: 92,
      of: 92,
      unit: "streams",
      source: SOURCE,
    },
    { claim: "finish_reason is absent until the end.", seen: 793, of: 912, unit: "choices", source: SOURCE },
    { claim: "The role is null on later deltas.", seen: 857, of: 895, unit: "choices", source: SOURCE },
    { claim: "Tool calls go on with an empty id.", seen: 19, of: 19, unit: "streams", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 92, of: 92, unit: "streams", source: SOURCE },
    { claim: "A failure in mid-stream ends it without [DONE].", seen: 3, of: 3, unit: "streams", source: SURVEY },
  ],
  confidence: "high",
  sources: ["DashScope documentation, OpenAI compatible mode"],
  provisional: false,
} as const satisfies Dialect;
