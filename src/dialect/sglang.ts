/** The dialect of SGLang: members that say nothing are null rather than absent. */
import { z } from "zod";
import { WireChoice, WireChunk, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** One choice of a chunk of SGLang. */
export const SglangChoice = WireChoice.extend({
  matched_stop: z
    .union([z.string(), z.number()], { error: "expected text or a number" })
    .nullish()
    .describe("the text or token that ended the answer; null before the end"),
  hidden_states: z.unknown().optional().describe("where asked for"),
});
export type SglangChoice = z.infer<typeof SglangChoice>;

/** Token usage of SGLang. */
export const SglangUsage = WireUsage.extend({
  reasoning_tokens: z.number().nullish().describe("flat, not among details; may be 0 in spite of reasoning"),
});
export type SglangUsage = z.infer<typeof SglangUsage>;

/** One chunk of SGLang. */
export const SglangChunk = WireChunk.extend({
  choices: z.array(SglangChoice).nullish().describe("empty on the usage chunk"),
  usage: SglangUsage.nullish().describe("null before its own chunk"),
  sglext: z.looseObject({}).nullish().describe("extensions, where asked for"),
}).describe("a chunk as SGLang writes it");
export type SglangChunk = z.infer<typeof SglangChunk>;

const CODE = "sgl-project/sglang, usage_processor.py at 056c7ec";
const RELAY = "one recorded stream of a relay that serves with SGLang, in vercel/ai at ed857f5";

/** SGLang as a dialect: its chunk, what it can say, and the evidence. */
export const SGLANG = {
  name: "sglang",
  title: "SGLang",
  chunk: SglangChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "Members of the delta are null where they say nothing.", seen: 1, of: 1, unit: "streams", source: RELAY },
    { claim: "Choices carry matched_stop.", seen: 1, of: 1, unit: "streams", source: RELAY },
    { claim: "The usage has reasoning_tokens beside the totals.", seen: 1, of: 1, unit: "streams", source: RELAY },
    { claim: "Usage comes in a chunk of its own where asked for.", seen: 0, of: 0, unit: "streams", source: CODE },
  ],
  confidence: "medium",
  sources: [CODE, "sgl-project/sglang, sse_utils.py at 0671305", RELAY],
  provisional: true,
} as const satisfies Dialect;
