/** The dialect of opencode's gateway. */
import { z } from "zod";
import { WireChunk, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Amount = z.number().nullish();

/** One chunk of opencode zen. */
export const OpencodeChunk = WireChunk.extend({
  usage: WireUsage.extend({ estimated_cost: Amount.describe("US dollars") })
    .nullish()
    .describe("beside the finish reason"),
  cost: z.string().nullish().describe("US dollars as text, in a last payload behind [DONE], with empty choices"),
}).describe("a chunk as opencode's gateway writes it");
export type OpencodeChunk = z.infer<typeof OpencodeChunk>;

const SOURCE = "recordings, 2026-05 to 2026-05";

/** opencode zen as a dialect: its chunk, what it can say, and the evidence. */
export const OPENCODE = {
  name: "opencode",
  title: "opencode zen",
  chunk: OpencodeChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "A payload comes after [DONE].", seen: 1, of: 1, unit: "streams", source: SOURCE },
    { claim: "Usage stands beside the finish reason.", seen: 1, of: 1, unit: "streams", source: SOURCE },
    { claim: "Payload comes with the finish reason.", seen: 1, of: 1, unit: "choices", source: SOURCE },
  ],
  confidence: "medium",
  sources: ["one recording alone, of text"],
  provisional: true,
} as const satisfies Dialect;
