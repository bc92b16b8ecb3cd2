/** The dialect of IBM watsonx, as a client that had rewritten it left it. */
import { z } from "zod";
import { WireChunk } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** One chunk of IBM watsonx. */
export const WatsonxChunk = WireChunk.extend({
  model_id: z.string().nullish().describe("the model, once more"),
  model_version: z.string().nullish().describe("its version"),
  created_at: z.string().nullish().describe("when, as text"),
  system: z.looseObject({}).nullish().describe("warnings"),
}).describe("a chunk as watsonx is reported to write it");
export type WatsonxChunk = z.infer<typeof WatsonxChunk>;

const NORMALISED = "recordings that a client had rewritten, in llamastack/llama-stack";

/** IBM watsonx as a dialect: its chunk, what it can say, and the evidence. */
export const WATSONX = {
  name: "watsonx",
  title: "IBM watsonx",
  chunk: WatsonxChunk,
  expressible: {
    reasoning: [],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "Chunks name the model's version.", seen: 0, of: 0, unit: "chunks", source: NORMALISED },
    { claim: "Tool calls go on with an empty name.", seen: 0, of: 0, unit: "streams", source: NORMALISED },
  ],
  confidence: "low",
  sources: [NORMALISED],
  provisional: true,
} as const satisfies Dialect;
