/** The dialect of Together. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Count = z.number().nullish();

/** What one chunk of Together adds to a choice. */
export const TogetherDelta = WireDelta.extend({
  token_id: Count.describe("of the token that this delta is, where it is one"),
  reasoning: z.string().nullish().describe("a fragment of reasoning; null beside content"),
});
export type TogetherDelta = z.infer<typeof TogetherDelta>;

/** One choice of a chunk of Together. */
export const TogetherChoice = WireChoice.extend({
  delta: TogetherDelta.nullish().describe("what this chunk adds; the role is in each"),
  text: z.string().nullish().describe("the content of the delta once more: never add both"),
  seed: Count.describe("what was drawn with; may be beyond 2^53"),
  matched_stop: z
    .union([z.string(), z.number()], { error: "expected text or a number" })
    .nullish()
    .describe("the text or token that ended the answer"),
  logprobs: z
    .looseObject({
      tokens: z.array(z.unknown()).nullish().describe("the tokens' texts"),
      token_logprobs: z.array(z.unknown()).nullish().describe("natural logarithms, in the same order"),
      token_ids: z.array(z.unknown()).nullish().describe("ids or nulls, in the same order"),
      top_logprobs: z.array(z.unknown()).nullish().describe("a list for each token"),
    })
    .nullish()
    .describe("the legacy form: lists by token"),
});
export type TogetherChoice = z.infer<typeof TogetherChoice>;

/** Token usage of Together. */
export const TogetherUsage = WireUsage.extend({
  cached_tokens: Count.describe("of the request; flat, not among details"),
  reasoning_tokens: Count.describe("of the answer; flat, not among details"),
});
export type TogetherUsage = z.infer<typeof TogetherUsage>;

/** One chunk of Together. */
export const TogetherChunk = WireChunk.extend({
  choices: z.array(TogetherChoice).nullish().describe("empty on the usage chunk of newer streams"),
  usage: TogetherUsage.nullish().describe("unasked; in a chunk of its own, in older streams on the finish chunk"),
  warnings: z.array(z.unknown()).nullish().describe("by the types"),
}).describe("a chunk as Together writes it");
export type TogetherChunk = z.infer<typeof TogetherChunk>;

const SOURCE = "recordings, 2025-02 to 2026-08";
const SURVEY = "survey, 2025 to 2026";

/** Together as a dialect: its chunk, what it can say, and the evidence. */
export const TOGETHER = {
  name: "together",
  title: "Together",
  chunk: TogetherChunk,
  expressible: {
    reasoning: ["reasoning"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length", "tool_calls", "eos", "function_call"],
  },
  evidence: [
    { claim: "The text repeats the content of the delta.", seen: 485, of: 520, unit: "choices", source: SOURCE },
    { claim: "Deltas name their token.", seen: 483, of: 520, unit: "choices", source: SOURCE },
    { claim: "Every choice has finish_reason, be it null.", seen: 520, of: 520, unit: "choices", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 5, of: 5, unit: "streams", source: SOURCE },
    { claim: "The role stands on every delta.", seen: 54, of: 54, unit: "streams", source: SURVEY },
    { claim: "Usage comes without being asked for.", seen: 54, of: 54, unit: "streams", source: SURVEY },
    {
      claim: "Usage comes in a chunk of its own, the last, with empty choices.",
      seen: 51,
      of: 54,
      unit: "streams",
      source: SURVEY,
    },
    { claim: "Tool calls go on with a null id and name.", seen: 9, of: 9, unit: "streams", source: SURVEY },
    { claim: "The arguments of a call are no valid JSON.", seen: 3, of: 54, unit: "streams", source: SURVEY },
  ],
  confidence: "high",
  sources: ["togethercomputer/together-typescript at 5d7f323"],
  provisional: false,
} as const satisfies Dialect;
