/** The dialect of Snowflake Cortex. */
import { z } from "zod";
import { WireChunk } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** One chunk of Snowflake Cortex. */
export const SnowflakeChunk = WireChunk.extend({
  id: z.string().nullish().describe("empty"),
  created: z.number().nullish().describe("0"),
  service_tier: z.string().nullish().describe("empty"),
  system_fingerprint: z.string().nullish().describe("empty"),
}).describe("a chunk as Snowflake writes it");
export type SnowflakeChunk = z.infer<typeof SnowflakeChunk>;

const SURVEY = "survey, streams without a date";

/** Snowflake Cortex as a dialect: its chunk, what it can say, and the evidence. */
export const SNOWFLAKE = {
  name: "snowflake",
  title: "Snowflake Cortex",
  chunk: SnowflakeChunk,
  expressible: {
    reasoning: ["reasoning_details"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: [],
  },
  evidence: [
    { claim: "No choice ever has a finish reason.", seen: 2, of: 2, unit: "streams", source: SURVEY },
    { claim: "The id is empty.", seen: 2, of: 2, unit: "streams", source: SURVEY },
    { claim: "Reasoning comes as details alone.", seen: 1, of: 2, unit: "streams", source: SURVEY },
    {
      claim: "Usage comes in a chunk of its own, the last, with empty choices.",
      seen: 2,
      of: 2,
      unit: "streams",
      source: SURVEY,
    },
    { claim: "The stream ends with [DONE].", seen: 2, of: 2, unit: "streams", source: SURVEY },
  ],
  confidence: "medium",
  sources: ["recordings alone"],
  provisional: true,
} as const satisfies Dialect;
