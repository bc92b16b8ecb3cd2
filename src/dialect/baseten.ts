/** The dialect of Baseten. */
import { z } from "zod";
import { WireChoice, WireChunk } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** One chunk of Baseten. */
export const BasetenChunk = WireChunk.extend({
  choices: z
    .array(
      WireChoice.extend({
        stop_reason: z
          .union([z.number(), z.string()], { error: "expected a number or text" })
          .nullish()
          .describe("the token that ended the answer, beside finish_reason"),
      }),
    )
    .nullish()
    .describe("empty on the last chunk; text may follow the finish reason"),
}).describe("a chunk as Baseten writes it");
export type BasetenChunk = z.infer<typeof BasetenChunk>;

const SURVEY = "survey, 2026";

/** Baseten as a dialect: its chunk, what it can say, and the evidence. */
export const BASETEN = {
  name: "baseten",
  title: "Baseten",
  chunk: BasetenChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "Running usage stands on every chunk.", seen: 35, of: 35, unit: "streams", source: SURVEY },
    { claim: "finish_reason is absent until the end.", seen: 35, of: 35, unit: "streams", source: SURVEY },
    { claim: "Payload comes with the finish reason.", seen: 16, of: 35, unit: "streams", source: SURVEY },
    { claim: "Text comes after the finish reason.", seen: 3, of: 35, unit: "streams", source: SURVEY },
    { claim: "Tool calls go on with their id again.", seen: 6, of: 9, unit: "streams", source: SURVEY },
    { claim: "The role is null on later deltas.", seen: 24, of: 35, unit: "streams", source: SURVEY },
    { claim: "created changes within the stream.", seen: 22, of: 35, unit: "streams", source: SURVEY },
    { claim: "The stream ends with [DONE].", seen: 34, of: 35, unit: "streams", source: SURVEY },
  ],
  confidence: "medium",
  sources: ["recordings alone"],
  provisional: false,
} as const satisfies Dialect;
