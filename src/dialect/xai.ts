/** The dialect of xAI. */
import { z } from "zod";
import { WireChunk, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Count = z.number().nullish();

/** Token usage of xAI. */
export const XaiUsage = WireUsage.extend({
  completion_tokens: Count.describe("without reasoning, which the total counts"),
  prompt_tokens_details: WireUsage.shape.prompt_tokens_details
    .unwrap()
    .unwrap()
    .extend({ text_tokens: Count.describe("of text"), image_tokens: Count.describe("of images") })
    .nullish()
    .describe("a part of prompt_tokens"),
  num_sources_used: Count.describe("sources that a search found"),
  cost_in_usd_ticks: Count.describe("of which ten thousand million are one US dollar"),
});
export type XaiUsage = z.infer<typeof XaiUsage>;

/** One chunk of xAI. */
export const XaiChunk = WireChunk.extend({
  created: z.number().nullish().describe("Unix seconds of this chunk: it goes up within many streams"),
  usage: XaiUsage.nullish().describe("in a chunk of its own, where asked for"),
  citations: z.array(z.string()).nullish().describe("addresses, on the last chunk of a live search"),
}).describe("a chunk as xAI writes it");
export type XaiChunk = z.infer<typeof XaiChunk>;

const SOURCE = "recordings, 2025-09 to 2026-03";

/** xAI as a dialect: its chunk, what it can say, and the evidence. */
export const XAI = {
  name: "xai",
  title: "xAI",
  chunk: XaiChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    // content_filter is in its documents, in no recording.
    finishReasons: ["stop", "length", "tool_calls", "content_filter"],
  },
  evidence: [
    { claim: "finish_reason is absent until the end.", seen: 3142, of: 3142, unit: "choices", source: SOURCE },
    { claim: "The finish reason comes with an empty delta.", seen: 38, of: 39, unit: "choices", source: SOURCE },
    { claim: "Payload stands beside the role, on the first delta.", seen: 34, of: 39, unit: "streams", source: SOURCE },
    { claim: "Reasoning comes as reasoning_content.", seen: 18, of: 39, unit: "streams", source: SOURCE },
    { claim: "Tool calls come whole, in one fragment each.", seen: 14, of: 14, unit: "streams", source: SOURCE },
    {
      claim: "Usage comes in a chunk of its own, the last, with empty choices.",
      seen: 39,
      of: 39,
      unit: "streams",
      source: SOURCE,
    },
    {
      claim: "The total counts reasoning, completion_tokens does not.",
      seen: 39,
      of: 39,
      unit: "streams",
      source: SOURCE,
    },
    { claim: "The usage counts ticks of a dollar.", seen: 16, of: 39, unit: "streams", source: SOURCE },
    { claim: "created changes within the stream.", seen: 23, of: 39, unit: "streams", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 39, of: 39, unit: "streams", source: SOURCE },
  ],
  confidence: "high",
  sources: ["xAI API documentation, chat completions, live search"],
  provisional: false,
} as const satisfies Dialect;
