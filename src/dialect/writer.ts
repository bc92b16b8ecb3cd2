/** The dialect of Writer. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Data = z.looseObject({}).nullish();

/** What one chunk of Writer adds to a choice. */
export const WriterDelta = WireDelta.extend({
  graph_data: z
    .looseObject({
      sources: z.unknown().optional().describe("null where no graph was asked"),
      status: z.unknown().optional().describe("null where no graph was asked"),
      subqueries: z.unknown().optional().describe("null where no graph was asked"),
    })
    .nullish()
    .describe("of the knowledge graph tool"),
  llm_data: Data.describe("of the tool of that name; null elsewhere"),
  image_data: Data.describe("of the tool of that name; null elsewhere"),
  translation_data: Data.describe("of the tool of that name; null elsewhere"),
  web_search_data: Data.describe("of the tool of that name; null elsewhere"),
});
export type WriterDelta = z.infer<typeof WriterDelta>;

/** One choice of a chunk of Writer. */
export const WriterChoice = WireChoice.extend({
  delta: WriterDelta.nullish().describe("what this chunk adds; the role is in each"),
  message: WriterDelta.nullish().describe("the delta once more, not the answer so far: never add both"),
  trace_details: z.unknown().optional().describe("null in all recordings"),
});
export type WriterChoice = z.infer<typeof WriterChoice>;

/** One chunk of Writer. */
export const WriterChunk = WireChunk.extend({
  choices: z.array(WriterChoice).nullish().describe("empty on the usage chunk"),
  usage: WireUsage.extend({
    prompt_token_details: Data.describe("in the singular, and null"),
  })
    .nullish()
    .describe("in a chunk of its own, where asked for"),
}).describe("a chunk as Writer writes it");
export type WriterChunk = z.infer<typeof WriterChunk>;

const SOURCE = "recordings, 2025-08 to 2025-08";

/** Writer as a dialect: its chunk, what it can say, and the evidence. */
export const WRITER = {
  name: "writer",
  title: "Writer",
  chunk: WriterChunk,
  expressible: {
    reasoning: [],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "tool_calls"],
  },
  evidence: [
    { claim: "The message repeats the text of the delta.", seen: 199, of: 199, unit: "choices", source: SOURCE },
    { claim: "The role stands on every delta.", seen: 199, of: 199, unit: "choices", source: SOURCE },
    { claim: "The arguments of a first fragment are null.", seen: 2, of: 2, unit: "streams", source: SOURCE },
    { claim: "Tool calls go on with a null id and name.", seen: 2, of: 2, unit: "streams", source: SOURCE },
    {
      claim: "Usage comes in a chunk of its own, the last, with empty choices.",
      seen: 5,
      of: 5,
      unit: "streams",
      source: SOURCE,
    },
    { claim: "The stream ends without [DONE].", seen: 5, of: 5, unit: "streams", source: SOURCE },
  ],
  confidence: "medium",
  sources: ["recordings alone"],
  provisional: false,
} as const satisfies Dialect;
