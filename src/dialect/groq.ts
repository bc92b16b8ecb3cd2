/** The dialect of Groq. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Seconds = z.number().nullish();

/** Token usage of Groq. */
export const GroqUsage = WireUsage.extend({
  queue_time: Seconds.describe("seconds in the queue"),
  prompt_time: Seconds.describe("seconds for the request"),
  completion_time: Seconds.describe("seconds for the answer"),
  total_time: Seconds.describe("seconds in all, without the queue"),
});
export type GroqUsage = z.infer<typeof GroqUsage>;

/** A tool that Groq ran itself. Sent twice, without and with its output; index 0 is used again for other calls. */
export const GroqExecutedTool = z.looseObject({
  index: z.number().nullish().describe("no slot: 0 on different calls"),
  type: z.string().nullish().describe("search, visit, python, function, browser_search: open"),
  name: z.string().nullish().describe("the tool's name"),
  arguments: z.string().nullish().describe("JSON text, whole both times: never appended"),
  output: z.string().nullish().describe("what came of it; absent the first time"),
  search_results: z.looseObject({}).nullish().describe("of a search: title, url, content, score"),
});
export type GroqExecutedTool = z.infer<typeof GroqExecutedTool>;

/** What one chunk of Groq adds to a choice. */
export const GroqDelta = WireDelta.extend({
  reasoning: z.string().nullish().describe("a fragment of reasoning; content is absent beside it"),
  channel: z.string().nullish().describe("analysis, beside the reasoning of gpt-oss models"),
  executed_tools: z.array(GroqExecutedTool).nullish().describe("tools that Groq ran itself"),
});
export type GroqDelta = z.infer<typeof GroqDelta>;

/** One chunk of Groq. */
export const GroqChunk = WireChunk.extend({
  id: z.string().nullish().describe("changes on every chunk of compound models, and ends as `stub`"),
  choices: z
    .array(WireChoice.extend({ delta: GroqDelta.nullish().describe("what this chunk adds") }))
    .nullish()
    .describe("empty on the usage chunk that include_usage adds"),
  usage: GroqUsage.nullish().describe("on the finish chunk of newer streams; again in its own chunk where asked for"),
  x_groq: z
    .looseObject({
      id: z.string().nullish().describe("the request: req_…"),
      seed: z.number().nullish().describe("what was drawn with"),
      usage: GroqUsage.nullish().describe("the same counts; in older streams the only ones"),
      usage_breakdown: z.looseObject({}).nullish().describe("by model, of compound models"),
      error: z.string().nullish().describe("a bare sentence, by the types"),
    })
    .nullish()
    .describe("on the first chunk, and on the one that finishes"),
}).describe("a chunk as Groq writes it");
export type GroqChunk = z.infer<typeof GroqChunk>;

const SOURCE = "recordings, 2025-02 to 2026-03";
const SURVEY = "survey, 2024 to 2026";

/** Groq as a dialect: its chunk, what it can say, and the evidence. */
export const GROQ = {
  name: "groq",
  title: "Groq",
  chunk: GroqChunk,
  expressible: {
    reasoning: ["reasoning"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    // content_filter is in none of its types; it is drawn all the same, for readers know it from OpenAI.
    finishReasons: ["stop", "length", "tool_calls", "content_filter", "function_call"],
  },
  evidence: [
    { claim: "x_groq names the request on the first chunk.", seen: 39, of: 39, unit: "streams", source: SOURCE },
    { claim: "x_groq carries the usage.", seen: 39, of: 39, unit: "streams", source: SOURCE },
    { claim: "Every choice has finish_reason, be it null.", seen: 1100, of: 1100, unit: "choices", source: SOURCE },
    { claim: "The finish reason comes with an empty delta.", seen: 39, of: 39, unit: "choices", source: SOURCE },
    { claim: "Tool calls come whole, in one fragment each.", seen: 15, of: 15, unit: "streams", source: SOURCE },
    { claim: "Reasoning comes as reasoning.", seen: 4, of: 39, unit: "streams", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 39, of: 39, unit: "streams", source: SOURCE },
    { claim: "The id changes within the stream.", seen: 18, of: 73, unit: "streams", source: SURVEY },
    { claim: "No delta has the role.", seen: 15, of: 73, unit: "streams", source: SURVEY },
    { claim: "Usage is in x_groq alone.", seen: 29, of: 73, unit: "streams", source: SURVEY },
    { claim: "Text is escaped for HTML.", seen: 13, of: 73, unit: "streams", source: SURVEY },
    {
      claim: "A failure in mid-stream comes as an event called error, without [DONE].",
      seen: 2,
      of: 2,
      unit: "streams",
      source: SURVEY,
    },
  ],
  confidence: "high",
  sources: ["groq/groq-typescript at 709b1ab"],
  provisional: false,
} as const satisfies Dialect;
