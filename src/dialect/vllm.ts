/** The dialect of vLLM. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const TokenIds = z.array(z.number()).nullish();

/** What one chunk of vLLM adds to a choice. */
export const VllmDelta = WireDelta.extend({
  reasoning: z.string().nullish().describe("a fragment of reasoning; older versions call it reasoning_content"),
});
export type VllmDelta = z.infer<typeof VllmDelta>;

/** One choice of a chunk of vLLM. */
export const VllmChoice = WireChoice.extend({
  delta: VllmDelta.nullish().describe("what this chunk adds; members are there as the code path set them"),
  stop_reason: z
    .union([z.string(), z.number()], { error: "expected text or a number" })
    .nullish()
    .describe("the text or token that ended the answer, beside finish_reason"),
  token_ids: TokenIds.describe("the tokens of this piece, where asked for"),
});
export type VllmChoice = z.infer<typeof VllmChoice>;

/** One chunk of vLLM. */
export const VllmChunk = WireChunk.extend({
  choices: z.array(VllmChoice).nullish().describe("empty on the usage chunk"),
  prompt_token_ids: TokenIds.describe("the request's tokens, where asked for"),
  prompt_text: z.string().nullish().describe("the request as the model was shown it, where asked for"),
  metrics: z.looseObject({}).nullish().describe("timings, where asked for"),
}).describe("a chunk as vLLM writes it");
export type VllmChunk = z.infer<typeof VllmChunk>;

const SOURCE = "recordings, 2024-10 to 2024-10";

/** vLLM as a dialect: its chunk, what it can say, and the evidence. */
export const VLLM = {
  name: "vllm",
  title: "vLLM",
  chunk: VllmChunk,
  expressible: {
    reasoning: ["reasoning", "reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "many",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls", "abort", "error"],
  },
  evidence: [
    { claim: "Every choice has finish_reason, be it null.", seen: 42, of: 42, unit: "choices", source: SOURCE },
    { claim: "Payload comes with the finish reason.", seen: 2, of: 2, unit: "choices", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 2, of: 2, unit: "streams", source: SOURCE },
    {
      claim: "Usage comes in a chunk of its own, the last, with empty choices.",
      seen: 1,
      of: 1,
      unit: "streams",
      source: "survey, 2024 to 2026",
    },
    {
      claim: "Running usage stands on every chunk where continuous_usage_stats was asked for.",
      seen: 0,
      of: 0,
      unit: "streams",
      source: "vllm-project/vllm, serving.py at 006c49d",
    },
  ],
  confidence: "medium",
  sources: [
    "vllm-project/vllm, entrypoints/openai/chat_completion/protocol.py at 002032e",
    "vllm-project/vllm, entrypoints/openai/chat_completion/serving.py at 006c49d",
  ],
  provisional: false,
} as const satisfies Dialect;
