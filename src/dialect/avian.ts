/** The dialect of Avian, a relay of OpenRouter's streams. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";
import { OpenRouterReasoningDetail } from "./openrouter.ts";

/** One choice of a chunk of Avian. */
export const AvianChoice = WireChoice.extend({
  delta: WireDelta.extend({
    reasoning_content: z.string().nullish().describe("the plain view: the same text as in reasoning_details"),
    reasoning_details: z.array(OpenRouterReasoningDetail).nullish().describe("the structured view"),
  })
    .nullish()
    .describe("what this chunk adds; the role is in each"),
  native_finish_reason: z.string().nullish().describe("the upstream's own word, beside finish_reason"),
});
export type AvianChoice = z.infer<typeof AvianChoice>;

/** One chunk of Avian. */
export const AvianChunk = WireChunk.extend({
  id: z.string().nullish().describe("chatcmpl-… on the first chunk, which is the relay's own; gen-… on the rest"),
  choices: z.array(AvianChoice).nullish().describe("the last one says the finish again, beside the usage"),
}).describe("a chunk as Avian writes it");
export type AvianChunk = z.infer<typeof AvianChunk>;

const SOURCE = "recordings, 2026-03 to 2026-03";

/** Avian as a dialect: its chunk, what it can say, and the evidence. */
export const AVIAN = {
  name: "avian",
  title: "Avian",
  chunk: AvianChunk,
  expressible: {
    reasoning: ["reasoning_content", "reasoning_details"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "tool_calls"],
  },
  evidence: [
    { claim: "The id changes within the stream.", seen: 7, of: 7, unit: "streams", source: SOURCE },
    { claim: "The role stands on every delta.", seen: 465, of: 465, unit: "choices", source: SOURCE },
    { claim: "Usage stands beside a second finish_reason (newer).", seen: 7, of: 7, unit: "streams", source: SOURCE },
    { claim: "Reasoning comes as reasoning_content.", seen: 7, of: 7, unit: "streams", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 7, of: 7, unit: "streams", source: SOURCE },
  ],
  confidence: "medium",
  sources: ["recordings alone"],
  provisional: false,
} as const satisfies Dialect;
