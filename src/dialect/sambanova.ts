/** The dialect of SambaNova, as its types have it. */
import { z } from "zod";
import { WireChunk, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Amount = z.number().nullish();

/** Token usage of SambaNova. */
export const SambaNovaUsage = WireUsage.extend({
  time_to_first_token: Amount.describe("seconds"),
  total_latency: Amount.describe("seconds"),
  start_time: Amount.describe("Unix seconds"),
  end_time: Amount.describe("Unix seconds"),
  stop_reason: z.string().nullish().describe("the finish reason once more"),
});
export type SambaNovaUsage = z.infer<typeof SambaNovaUsage>;

/** One chunk of SambaNova. */
export const SambaNovaChunk = WireChunk.extend({
  usage: SambaNovaUsage.nullish().describe("counts, rates and times"),
}).describe("a chunk as SambaNova's types have it");
export type SambaNovaChunk = z.infer<typeof SambaNovaChunk>;

const TYPES = "sambanova/sambanova-python at 233d37b";

/** SambaNova as a dialect: its chunk, what it can say, and the evidence. */
export const SAMBANOVA = {
  name: "sambanova",
  title: "SambaNova",
  chunk: SambaNovaChunk,
  expressible: {
    reasoning: [],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "The usage has times and rates.", seen: 0, of: 0, unit: "streams", source: TYPES },
    { claim: "An error comes in a chunk.", seen: 0, of: 0, unit: "streams", source: TYPES },
  ],
  confidence: "medium",
  sources: [TYPES],
  provisional: true,
} as const satisfies Dialect;
