/** The dialect of AiHubMix, a relay of OpenAI's streams. */
import { z } from "zod";
import { WireChoice, WireChunk } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** One chunk of AiHubMix. */
export const AiHubMixChunk = WireChunk.extend({
  choices: z
    .array(
      WireChoice.extend({
        finish_reason: z.string().nullish().describe("absent until the end, unlike OpenAI's"),
      }),
    )
    .nullish()
    .describe("OpenAI's, without logprobs"),
}).describe("a chunk as AiHubMix writes it");
export type AiHubMixChunk = z.infer<typeof AiHubMixChunk>;

const SOURCE = "recordings, 2026-05 to 2026-05";

/** AiHubMix as a dialect: its chunk, what it can say, and the evidence. */
export const AIHUBMIX = {
  name: "aihubmix",
  title: "AiHubMix",
  chunk: AiHubMixChunk,
  expressible: {
    reasoning: [],
    refusal: false,
    toolCalls: false,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop"],
  },
  evidence: [
    { claim: "finish_reason is absent until the end.", seen: 3, of: 3, unit: "choices", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 1, of: 1, unit: "streams", source: SOURCE },
  ],
  confidence: "medium",
  sources: ["one recording alone, of text"],
  provisional: true,
} as const satisfies Dialect;
