/** The dialect of AI21. */
import { z } from "zod";
import { WireChunk } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** One chunk of AI21. */
export const Ai21Chunk = WireChunk.extend({
  object: z.string().nullish().describe("absent"),
  created: z.number().nullish().describe("absent"),
  model: z.string().nullish().describe("absent"),
}).describe("a chunk as AI21 writes it: the id, the choices, the usage");
export type Ai21Chunk = z.infer<typeof Ai21Chunk>;

const SURVEY = "survey, one stream without a date";

/** AI21 as a dialect: its chunk, what it can say, and the evidence. */
export const AI21 = {
  name: "ai21",
  title: "AI21",
  chunk: Ai21Chunk,
  expressible: {
    reasoning: [],
    refusal: false,
    toolCalls: false,
    choices: "one",
    usage: "always",
    finishReasons: ["stop"],
  },
  evidence: [
    { claim: "Lines end with CRLF.", seen: 1, of: 1, unit: "streams", source: SURVEY },
    { claim: "The object, the time and the model are absent.", seen: 1, of: 1, unit: "streams", source: SURVEY },
    { claim: "Usage stands beside the finish reason.", seen: 1, of: 1, unit: "streams", source: SURVEY },
    { claim: "Usage comes without being asked for.", seen: 1, of: 1, unit: "streams", source: SURVEY },
  ],
  confidence: "medium",
  sources: ["one recording alone, of text"],
  provisional: true,
} as const satisfies Dialect;
