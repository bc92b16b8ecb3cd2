/** The dialect of Amazon Bedrock's OpenAI-compatible endpoints. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** One choice of a chunk of Amazon Bedrock, OpenAI compatible. */
export const BedrockChoice = WireChoice.extend({
  delta: WireDelta.extend({
    reasoning: z.string().nullish().describe("a fragment of reasoning, of the Mantle endpoint alone"),
  })
    .nullish()
    .describe("several fragments of one call may stand in it: take them in order"),
  obfuscation: z.string().nullish().describe("padding of random length: throw it away"),
});
export type BedrockChoice = z.infer<typeof BedrockChoice>;

/** One chunk of Amazon Bedrock, OpenAI compatible. */
export const BedrockChunk = WireChunk.extend({
  choices: z.array(BedrockChoice).nullish().describe("the answers' shares of this chunk"),
}).describe("a chunk as Bedrock's compatible endpoints are reported to write it");
export type BedrockChunk = z.infer<typeof BedrockChunk>;

const NORMALISED = "recordings that a client had rewritten, in llamastack/llama-stack";

/** Amazon Bedrock, OpenAI compatible as a dialect: its chunk, what it can say, and the evidence. */
export const BEDROCK = {
  name: "bedrock",
  title: "Amazon Bedrock, OpenAI compatible",
  chunk: BedrockChunk,
  expressible: {
    reasoning: ["reasoning"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    {
      claim: "Reasoning is in tags within the text, at the runtime endpoint.",
      seen: 0,
      of: 0,
      unit: "streams",
      source: NORMALISED,
    },
    {
      claim: "Several fragments of one call stand in one delta.",
      seen: 0,
      of: 0,
      unit: "choices",
      source: NORMALISED,
    },
    { claim: "Choices carry padding in obfuscation.", seen: 0, of: 0, unit: "choices", source: NORMALISED },
  ],
  confidence: "low",
  sources: [NORMALISED],
  provisional: true,
} as const satisfies Dialect;
