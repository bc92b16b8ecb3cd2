/** The dialect of Moonshot (Kimi), as its written specification has it. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** Token usage of Moonshot (Kimi). */
export const MoonshotUsage = WireUsage.extend({
  cached_tokens: z.number().nullish().describe("of the request; flat beside the totals in some of its documents"),
});
export type MoonshotUsage = z.infer<typeof MoonshotUsage>;

/** One choice of a chunk of Moonshot (Kimi). */
export const MoonshotChoice = WireChoice.extend({
  delta: WireDelta.extend({
    reasoning_content: z.string().optional().describe("a fragment of reasoning, never null; empty where it ends"),
  })
    .nullish()
    .describe("one of reasoning, content and calls; `{}` beside the finish reason"),
  usage: MoonshotUsage.nullish().describe("this answer's counts, beside its finish reason"),
});
export type MoonshotChoice = z.infer<typeof MoonshotChoice>;

/** One chunk of Moonshot (Kimi). */
export const MoonshotChunk = WireChunk.extend({
  choices: z.array(MoonshotChoice).nullish().describe("empty on the summary that include_usage adds, after all ends"),
  usage: MoonshotUsage.nullish().describe("the summary, where asked for; null or absent before it"),
}).describe("a chunk as Moonshot's specification has it");
export type MoonshotChunk = z.infer<typeof MoonshotChunk>;

const SPECIFICATION = "the Kimi vendor specification, in novitalabs/Kimi-Vendor-Verifier at 7ab9571";

/** Moonshot (Kimi) as a dialect: its chunk, what it can say, and the evidence. */
export const MOONSHOT = {
  name: "moonshot",
  title: "Moonshot (Kimi)",
  chunk: MoonshotChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: [
      "stop",
      "length",
      "tool_calls",
      "unexpected_state",
      "malformed_byte_sequence",
      "engine_overloaded",
      "server_interrupted",
      "repeat",
      "unknown",
    ],
  },
  evidence: [
    { claim: "Usage stands in the choice that finishes.", seen: 0, of: 0, unit: "streams", source: SPECIFICATION },
    { claim: "An empty piece of reasoning ends it.", seen: 0, of: 0, unit: "streams", source: SPECIFICATION },
    { claim: "The role comes in the first delta alone.", seen: 0, of: 0, unit: "streams", source: SPECIFICATION },
    {
      claim: "The finish reason comes once, with an empty delta.",
      seen: 0,
      of: 0,
      unit: "choices",
      source: SPECIFICATION,
    },
    { claim: "The stream ends with [DONE].", seen: 0, of: 0, unit: "streams", source: SPECIFICATION },
  ],
  confidence: "medium",
  sources: [SPECIFICATION],
  provisional: true,
} as const satisfies Dialect;
