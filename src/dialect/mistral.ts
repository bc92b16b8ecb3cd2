/** The dialect of Mistral. */
import { z } from "zod";
import { WireChoice, WireChunk, WireContentPart, WireDelta, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** One part of content that is a list: text, thinking, a reference. */
export const MistralContentPart = WireContentPart.extend({
  type: z.string().nullish().describe("text, thinking, reference, image_url, document_url, file, audio: open"),
  thinking: z
    .array(
      z.looseObject({
        type: z.string().nullish().describe("text"),
        text: z.string().nullish().describe("a fragment of reasoning"),
      }),
    )
    .nullish()
    .describe("of a thinking part: parts of type text; empty where it begins"),
  closed: z.boolean().nullish().describe("of a thinking part, by the types: true on its last"),
  signature: z.string().nullish().describe("of a thinking part, by the types"),
  reference_ids: z.array(z.unknown()).nullish().describe("of a reference part"),
});
export type MistralContentPart = z.infer<typeof MistralContentPart>;

/** What one chunk of Mistral adds to a choice. */
export const MistralDelta = WireDelta.extend({
  content: z
    .union([z.string(), z.array(MistralContentPart)], { error: "expected text or a list of parts" })
    .nullish()
    .describe("text; an array of parts at the magistral models"),
});
export type MistralDelta = z.infer<typeof MistralDelta>;

/** Token usage of Mistral. */
export const MistralUsage = WireUsage.extend({
  prompt_audio_seconds: z
    .union([z.number(), z.looseObject({})], { error: "expected a number or an object" })
    .nullish()
    .describe("seconds of audio in the request; `{}` or null where there are none"),
  service_tier: z.string().nullish().describe("standard"),
});
export type MistralUsage = z.infer<typeof MistralUsage>;

/** One chunk of Mistral. */
export const MistralChunk = WireChunk.extend({
  choices: z
    .array(WireChoice.extend({ delta: MistralDelta.nullish().describe("what this chunk adds") }))
    .nullish()
    .describe("never empty: the last one has the finish reason, the usage, and often the last token"),
  usage: MistralUsage.nullish().describe("on the finish chunk, always; with audio the total is more than the sum"),
  p: z.string().nullish().describe("padding of random length, cut from the alphabet: throw it away"),
}).describe("a chunk as Mistral writes it");
export type MistralChunk = z.infer<typeof MistralChunk>;

const SOURCE = "recordings, 2024-08 to 2026-07";
const SURVEY = "survey, 2024 to 2026";

/** Mistral as a dialect: its chunk, what it can say, and the evidence. */
export const MISTRAL = {
  name: "mistral",
  title: "Mistral",
  chunk: MistralChunk,
  expressible: {
    reasoning: ["parts"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length", "tool_calls", "model_length", "error"],
  },
  evidence: [
    { claim: "Usage stands beside the finish reason.", seen: 26, of: 26, unit: "streams", source: SOURCE },
    { claim: "Tool calls come whole, in one fragment each.", seen: 4, of: 4, unit: "streams", source: SOURCE },
    { claim: "Tool fragments have no type.", seen: 3, of: 4, unit: "streams", source: SOURCE },
    { claim: "Payload comes with the finish reason.", seen: 10, of: 26, unit: "choices", source: SOURCE },
    { claim: "Content comes as parts.", seen: 2, of: 26, unit: "streams", source: SOURCE },
    { claim: "Chunks carry padding in p.", seen: 493, of: 822, unit: "chunks", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 26, of: 26, unit: "streams", source: SOURCE },
    { claim: "Usage comes without being asked for.", seen: 248, of: 248, unit: "streams", source: SURVEY },
    {
      claim: "Tool calls stand on the chunk that finishes.",
      seen: 39,
      of: 39,
      unit: "streams",
      source: SURVEY,
    },
    { claim: "Tool fragments have no index.", seen: 2, of: 39, unit: "streams", source: SURVEY },
  ],
  confidence: "high",
  sources: ["mistralai/client-ts at b14b3b9"],
  provisional: false,
} as const satisfies Dialect;
