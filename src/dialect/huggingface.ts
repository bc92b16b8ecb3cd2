/** The dialect of Hugging Face's router, which passes its providers' members on. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireUsage } from "../schema/index.ts";
import { CerebrasTimeInfo } from "./cerebras.ts";
import type { Dialect } from "./dialect.ts";
import { GroqChunk } from "./groq.ts";

/** What one chunk of Hugging Face router adds to a choice. */
export const HuggingFaceDelta = WireDelta.extend({
  name: z.string().nullish().describe("assistant, at some of its providers"),
});
export type HuggingFaceDelta = z.infer<typeof HuggingFaceDelta>;

/** One chunk of Hugging Face router. */
export const HuggingFaceChunk = WireChunk.extend({
  choices: z
    .array(WireChoice.extend({ delta: HuggingFaceDelta.nullish().describe("what this chunk adds") }))
    .nullish()
    .describe("as the provider has them"),
  usage: WireUsage.extend({
    estimated_cost: z.number().nullish().describe("US dollars, at some of its providers"),
  })
    .nullish()
    .describe("wherever the provider puts it; on every chunk at some"),
  x_groq: GroqChunk.shape.x_groq.describe("where Groq answered"),
  time_info: CerebrasTimeInfo.nullish().describe("where Cerebras answered"),
  sla_metrics: z.looseObject({}).nullish().describe("at some of its providers"),
}).describe("a chunk as Hugging Face's router passes it on");
export type HuggingFaceChunk = z.infer<typeof HuggingFaceChunk>;

const SOURCE = "recordings, 2025-10 to 2026-03";
const SURVEY = "survey, 2025 to 2026";

/** Hugging Face router as a dialect: its chunk, what it can say, and the evidence. */
export const HUGGINGFACE = {
  name: "huggingface",
  title: "Hugging Face router",
  chunk: HuggingFaceChunk,
  expressible: {
    reasoning: ["reasoning", "reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "finish_reason is absent until the end.", seen: 1560, of: 1628, unit: "choices", source: SOURCE },
    { claim: "Usage stands beside the finish reason.", seen: 18, of: 25, unit: "streams", source: SOURCE },
    { claim: "time_info stands beside the usage.", seen: 13, of: 25, unit: "streams", source: SOURCE },
    { claim: "x_groq carries the usage.", seen: 5, of: 25, unit: "streams", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 12, of: 25, unit: "streams", source: SOURCE },
    { claim: "Running usage stands on every chunk.", seen: 19, of: 60, unit: "streams", source: SURVEY },
    { claim: "A tool fragment has index -1.", seen: 1, of: 60, unit: "streams", source: SURVEY },
  ],
  confidence: "medium",
  sources: ["huggingface/text-generation-inference, pull requests 1648 and 2794"],
  provisional: false,
} as const satisfies Dialect;
