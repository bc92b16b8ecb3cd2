/** The dialect of Charm's Hyper gateway. */
import { z } from "zod";
import { WireChunk, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Amount = z.number().nullish();

/** One chunk of Hyper (Charm). */
export const HyperChunk = WireChunk.extend({
  usage: WireUsage.extend({
    cost: z
      .looseObject({
        usd: Amount.describe("US dollars"),
        hypercredits: Amount.describe("in the gateway's own money"),
      })
      .nullish()
      .describe("an object, not a number"),
  })
    .nullish()
    .describe("in a chunk of its own"),
}).describe("a chunk as Hyper writes it");
export type HyperChunk = z.infer<typeof HyperChunk>;

const SURVEY = "survey, 2026";

/** Hyper (Charm) as a dialect: its chunk, what it can say, and the evidence. */
export const HYPER = {
  name: "hyper",
  title: "Hyper (Charm)",
  chunk: HyperChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    {
      claim: "Usage comes in a chunk of its own, the last, with empty choices.",
      seen: 53,
      of: 53,
      unit: "streams",
      source: SURVEY,
    },
    { claim: "Text is escaped for HTML.", seen: 3, of: 53, unit: "streams", source: SURVEY },
    { claim: "The stream ends with [DONE].", seen: 53, of: 53, unit: "streams", source: SURVEY },
  ],
  confidence: "medium",
  sources: ["recordings alone"],
  provisional: false,
} as const satisfies Dialect;
