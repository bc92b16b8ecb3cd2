/** The dialect of Z.ai (GLM). */
import { z } from "zod";
import { WireChunk } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** One chunk of Z.ai. */
export const ZaiChunk = WireChunk.extend({
  id: z.string().nullish().describe("the time to the second, then hexadecimal digits"),
  object: z.string().nullish().describe("absent in older streams"),
  web_search: z.array(z.looseObject({})).nullish().describe("what the search tool found; by the types"),
}).describe("a chunk as Z.ai writes it");
export type ZaiChunk = z.infer<typeof ZaiChunk>;

const SOURCE = "recordings, 2025-09 to 2026-03";

/** Z.ai as a dialect: its chunk, what it can say, and the evidence. */
export const ZAI = {
  name: "zai",
  title: "Z.ai",
  chunk: ZaiChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    // The last three are in its documents, in no recording.
    finishReasons: ["stop", "length", "tool_calls", "sensitive", "network_error", "model_context_window_exceeded"],
  },
  evidence: [
    { claim: "finish_reason is absent until the end.", seen: 5607, of: 5607, unit: "choices", source: SOURCE },
    { claim: "Usage stands beside the finish reason.", seen: 49, of: 49, unit: "streams", source: SOURCE },
    {
      claim: "The role stands on every delta but those of calls.",
      seen: 5633,
      of: 5633,
      unit: "choices",
      source: SOURCE,
    },
    { claim: "Reasoning comes as reasoning_content.", seen: 49, of: 49, unit: "streams", source: SOURCE },
    { claim: "Tool calls come whole, in one fragment each.", seen: 26, of: 26, unit: "streams", source: SOURCE },
    { claim: "The object is absent.", seen: 4131, of: 5665, unit: "chunks", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 49, of: 49, unit: "streams", source: SOURCE },
  ],
  confidence: "high",
  sources: ["zai-org/z-ai-sdk-python at d8d898b", "Z.ai documentation, tool streaming"],
  provisional: false,
} as const satisfies Dialect;
