/** The dialect of Gemini's OpenAI-compatible endpoint, as issues and types have it. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireToolCallFragment } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** Goes back with the next request as it came, or the model refuses its own call. */
export const GeminiExtraContent = z.looseObject({
  google: z
    .looseObject({ thought_signature: z.string().nullish().describe("opaque; to be sent back") })
    .nullish()
    .describe("of the Gemini API"),
  vertex: z.looseObject({}).nullish().describe("the same at Vertex AI"),
});
export type GeminiExtraContent = z.infer<typeof GeminiExtraContent>;

/** What one chunk of Gemini, OpenAI compatible adds to a choice. */
export const GeminiDelta = WireDelta.extend({
  tool_calls: z
    .array(
      WireToolCallFragment.extend({
        index: z.number().nullish().describe("absent: several calls of one delta are told apart by their order"),
        id: z.string().nullish().describe("function-call-…; empty in older streams"),
        extra_content: GeminiExtraContent.nullish().describe("the signature of the thought behind this call"),
      }),
    )
    .nullish()
    .describe("whole calls, several in one delta"),
  extra_content: GeminiExtraContent.nullish().describe("the signature, where there is no call"),
});
export type GeminiDelta = z.infer<typeof GeminiDelta>;

/** One chunk of Gemini, OpenAI compatible. */
export const GeminiChunk = WireChunk.extend({
  choices: z
    .array(WireChoice.extend({ delta: GeminiDelta.nullish().describe("what this chunk adds") }))
    .nullish()
    .describe("the finish reason is stop even after calls"),
}).describe("a chunk as Gemini's compatible endpoint is reported to write it");
export type GeminiChunk = z.infer<typeof GeminiChunk>;

const ISSUES = "issues of its clients";

/** Gemini, OpenAI compatible as a dialect: its chunk, what it can say, and the evidence. */
export const GEMINI = {
  name: "gemini",
  title: "Gemini, OpenAI compatible",
  chunk: GeminiChunk,
  expressible: {
    reasoning: [],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length"],
  },
  evidence: [
    { claim: "Tool calls come whole, without an index.", seen: 0, of: 0, unit: "streams", source: ISSUES },
    { claim: "The finish reason is stop, even after calls.", seen: 0, of: 0, unit: "streams", source: ISSUES },
    { claim: "Calls carry a signature in extra_content.", seen: 0, of: 0, unit: "streams", source: ISSUES },
    {
      claim: "Thoughts come in tags within the text, where asked for.",
      seen: 0,
      of: 0,
      unit: "streams",
      source: "Google documentation, OpenAI compatibility",
    },
  ],
  confidence: "low",
  sources: [
    "googleapis/python-genai, issue 2868",
    "open-webui/computer, issue 224",
    "vercel/ai, packages/google and packages/openai-compatible at ed857f5",
  ],
  provisional: true,
} as const satisfies Dialect;
