/** The dialect of Fireworks, as its types and documents have it. */
import { z } from "zod";
import { WireChoice, WireChunk } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const TokenIds = z.array(z.number()).nullish();

/** One choice of a chunk of Fireworks. */
export const FireworksChoice = WireChoice.extend({
  raw_output: z
    .looseObject({
      prompt_fragments: z.array(z.unknown()).nullish().describe("the request as the model was shown it"),
      prompt_token_ids: TokenIds.describe("the request's tokens"),
      completion: z.string().nullish().describe("what the model wrote, before it was parsed"),
      completion_token_ids: TokenIds.describe("the tokens of what it wrote"),
    })
    .nullish()
    .describe("where raw_output was asked for"),
  token_ids: TokenIds.describe("the tokens of this piece"),
  prompt_token_ids: TokenIds.describe("the request's tokens"),
});
export type FireworksChoice = z.infer<typeof FireworksChoice>;

/** One chunk of Fireworks. */
export const FireworksChunk = WireChunk.extend({
  choices: z.array(FireworksChoice).nullish().describe("the answers' shares of this chunk"),
  perf_metrics: z.looseObject({}).nullish().describe("last chunk, where perf_metrics_in_response was asked for"),
}).describe("a chunk as Fireworks documents it");
export type FireworksChunk = z.infer<typeof FireworksChunk>;

const TYPES = "fw-ai-external/python-sdk at 8399c12";

/** Fireworks as a dialect: its chunk, what it can say, and the evidence. */
export const FIREWORKS = {
  name: "fireworks",
  title: "Fireworks",
  chunk: FireworksChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "Choices may carry raw_output and token ids.", seen: 0, of: 0, unit: "choices", source: TYPES },
    { claim: "Reasoning comes as reasoning_content.", seen: 0, of: 0, unit: "streams", source: TYPES },
    {
      claim: "The last chunk carries perf_metrics where they were asked for.",
      seen: 0,
      of: 0,
      unit: "streams",
      source: "Fireworks documentation, performance metrics",
    },
  ],
  confidence: "medium",
  sources: [TYPES, "Fireworks documentation, performance metrics"],
  provisional: true,
} as const satisfies Dialect;
