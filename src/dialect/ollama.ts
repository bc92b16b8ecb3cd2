/** The dialect of Ollama. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** What one chunk of Ollama adds to a choice. */
export const OllamaDelta = WireDelta.extend({
  role: z.string().nullish().describe("until the text begins; on every chunk of older builds"),
  content: z.string().nullish().describe("a fragment of the answer; empty beside reasoning and calls"),
  reasoning: z.string().nullish().describe("a fragment of reasoning"),
});
export type OllamaDelta = z.infer<typeof OllamaDelta>;

/** One chunk of Ollama. */
export const OllamaChunk = WireChunk.extend({
  id: z.string().nullish().describe("chatcmpl- and a number below 999: not unique"),
  created: z.number().nullish().describe("Unix seconds of this chunk: it goes up within a stream"),
  system_fingerprint: z.string().nullish().describe("fp_ollama, always"),
  choices: z
    .array(
      WireChoice.extend({
        delta: OllamaDelta.nullish().describe("what this chunk adds"),
        finish_reason: z.string().nullish().describe("null before the end; empty in old builds; load and unload too"),
      }),
    )
    .nullish()
    .describe("empty on the usage chunk"),
}).describe("a chunk as Ollama writes it");
export type OllamaChunk = z.infer<typeof OllamaChunk>;

const SURVEY = "survey, 2025 to 2026";

/** Ollama as a dialect: its chunk, what it can say, and the evidence. */
export const OLLAMA = {
  name: "ollama",
  title: "Ollama",
  chunk: OllamaChunk,
  expressible: {
    reasoning: ["reasoning"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls", "load", "unload"],
  },
  evidence: [
    { claim: "Usage comes where it was asked for.", seen: 9, of: 12, unit: "streams", source: SURVEY },
    { claim: "The role stands on every chunk.", seen: 3, of: 12, unit: "streams", source: SURVEY },
    { claim: "Tool calls come whole, in one fragment each.", seen: 4, of: 4, unit: "streams", source: SURVEY },
    { claim: "The stream ends with [DONE].", seen: 12, of: 12, unit: "streams", source: SURVEY },
    {
      claim: "Calls made at once share index 0.",
      seen: 0,
      of: 0,
      unit: "streams",
      source: "ollama/ollama, issues 7881 and 15457",
    },
  ],
  confidence: "high",
  sources: ["ollama/ollama, openai/openai.go and middleware/openai.go at fb30760"],
  provisional: false,
} as const satisfies Dialect;
