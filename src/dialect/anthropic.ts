/** The dialect of Anthropic's OpenAI-compatible endpoint. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireToolCallFragment } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** What one chunk of Anthropic, OpenAI compatible adds to a choice. */
export const AnthropicDelta = WireDelta.extend({
  tool_calls: z
    .array(
      WireToolCallFragment.extend({
        index: z.number().nullish().describe("of the content block: the first call is 1 where text came before it"),
      }),
    )
    .nullish()
    .describe("fragments of tool calls"),
});
export type AnthropicDelta = z.infer<typeof AnthropicDelta>;

/** One chunk of Anthropic, OpenAI compatible. */
export const AnthropicChunk = WireChunk.extend({
  id: z.string().nullish().describe("msg_…"),
  choices: z
    .array(WireChoice.extend({ delta: AnthropicDelta.nullish().describe("what this chunk adds") }))
    .nullish()
    .describe("finish_reason is absent until the end at some gateways"),
}).describe("a chunk as Anthropic's compatible endpoint writes it");
export type AnthropicChunk = z.infer<typeof AnthropicChunk>;

const FIXTURE = "one recorded stream with its ids blanked, in vercel/ai at ed857f5";
const DOCUMENTS = "Anthropic documentation, OpenAI SDK compatibility";

/** Anthropic, OpenAI compatible as a dialect: its chunk, what it can say, and the evidence. */
export const ANTHROPIC = {
  name: "anthropic",
  title: "Anthropic, OpenAI compatible",
  chunk: AnthropicChunk,
  expressible: {
    reasoning: [],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "Tool calls are numbered from 1.", seen: 1, of: 1, unit: "streams", source: FIXTURE },
    { claim: "Every choice has finish_reason, be it null.", seen: 8, of: 8, unit: "choices", source: FIXTURE },
    { claim: "Thinking is left out.", seen: 0, of: 0, unit: "streams", source: DOCUMENTS },
  ],
  confidence: "medium",
  sources: [DOCUMENTS, FIXTURE],
  provisional: true,
} as const satisfies Dialect;
