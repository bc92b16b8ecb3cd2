/** The dialect of Cerebras. */
import { z } from "zod";
import { WireChunk, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Seconds = z.number().nullish();

/** How long it took, by stage. */
export const CerebrasTimeInfo = z.looseObject({
  queue_time: Seconds.describe("seconds in the queue"),
  prompt_time: Seconds.describe("seconds for the request"),
  completion_time: Seconds.describe("seconds for the answer"),
  total_time: Seconds.describe("seconds in all"),
  created: Seconds.describe("Unix seconds, with or without a fraction"),
});
export type CerebrasTimeInfo = z.infer<typeof CerebrasTimeInfo>;

/** One chunk of Cerebras. */
export const CerebrasChunk = WireChunk.extend({
  usage: WireUsage.extend({
    image_tokens: z.number().nullish().describe("of images: in the total, in neither of its parts"),
  })
    .nullish()
    .describe("on the finish chunk, always"),
  time_info: CerebrasTimeInfo.nullish().describe("beside the usage"),
}).describe("a chunk as Cerebras writes it");
export type CerebrasChunk = z.infer<typeof CerebrasChunk>;

const SOURCE = "recordings, 2025-10 to 2025-10";
const SURVEY = "survey, 2025 to 2026";

/** Cerebras as a dialect: its chunk, what it can say, and the evidence. */
export const CEREBRAS = {
  name: "cerebras",
  title: "Cerebras",
  chunk: CerebrasChunk,
  expressible: {
    reasoning: ["reasoning"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "finish_reason is absent until the end.", seen: 283, of: 283, unit: "choices", source: SOURCE },
    { claim: "The finish reason comes with an empty delta.", seen: 12, of: 12, unit: "choices", source: SOURCE },
    { claim: "Usage stands beside the finish reason.", seen: 12, of: 12, unit: "streams", source: SOURCE },
    { claim: "time_info stands beside the usage.", seen: 12, of: 12, unit: "streams", source: SOURCE },
    { claim: "Reasoning comes as reasoning.", seen: 2, of: 12, unit: "streams", source: SOURCE },
    { claim: "The stream ends without [DONE].", seen: 12, of: 12, unit: "streams", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 28, of: 29, unit: "streams", source: SURVEY },
    { claim: "Usage comes without being asked for.", seen: 29, of: 29, unit: "streams", source: SURVEY },
    { claim: "Content and reasoning stand in one delta.", seen: 2, of: 29, unit: "streams", source: SURVEY },
  ],
  confidence: "high",
  sources: ["Cerebras/cerebras-cloud-sdk-node at eb228a8"],
  provisional: false,
} as const satisfies Dialect;
