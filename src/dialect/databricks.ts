/** The dialect of Databricks. */
import { z } from "zod";
import { WireChunk, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Count = z.number().nullish();

/** Token usage of Databricks. */
export const DatabricksUsage = WireUsage.extend({
  cache_read_input_tokens: Count.describe("of the request, read from a cache"),
  cache_creation_input_tokens: Count.describe("of the request, written to a cache"),
});
export type DatabricksUsage = z.infer<typeof DatabricksUsage>;

/** One chunk of Databricks. */
export const DatabricksChunk = WireChunk.extend({
  usage: DatabricksUsage.nullish().describe("on every chunk; completion_tokens and the total are null until the end"),
}).describe("a chunk as Databricks writes it");
export type DatabricksChunk = z.infer<typeof DatabricksChunk>;

const SOURCE = "recordings, 2025-12 to 2025-12";
const SURVEY = "survey, 2026";

/** Databricks as a dialect: its chunk, what it can say, and the evidence. */
export const DATABRICKS = {
  name: "databricks",
  title: "Databricks",
  chunk: DatabricksChunk,
  expressible: {
    reasoning: [],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "Running usage stands on every chunk.", seen: 17, of: 17, unit: "streams", source: SOURCE },
    { claim: "completion_tokens is null until the end.", seen: 55, of: 55, unit: "chunks", source: SOURCE },
    { claim: "The role stands on every delta.", seen: 72, of: 72, unit: "choices", source: SOURCE },
    { claim: "The finish reason comes with an empty text.", seen: 17, of: 17, unit: "choices", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 17, of: 17, unit: "streams", source: SOURCE },
    { claim: "A call without arguments has empty text for them.", seen: 4, of: 4, unit: "streams", source: SURVEY },
  ],
  confidence: "medium",
  sources: ["recordings alone"],
  provisional: false,
} as const satisfies Dialect;
