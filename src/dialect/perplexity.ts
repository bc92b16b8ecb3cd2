/** The dialect of Perplexity. */
import { z } from "zod";
import { WireChoice, WireChunk, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Amount = z.number().nullish();
const Words = z.string().nullish();

/** Token usage of Perplexity. */
export const PerplexityUsage = WireUsage.extend({
  search_context_size: Words.describe("low, medium, high"),
  citation_tokens: Amount.describe("of what was cited"),
  num_search_queries: Amount.describe("searches made"),
  reasoning_tokens: Amount.describe("flat, not among details"),
  cost: z
    .looseObject({
      input_tokens_cost: Amount.describe("of the request"),
      output_tokens_cost: Amount.describe("of the answer"),
      request_cost: Amount.describe("of the search; on the last chunk alone"),
      total_cost: Amount.describe("of all"),
    })
    .nullish()
    .describe("US dollars; from some later chunk on"),
});
export type PerplexityUsage = z.infer<typeof PerplexityUsage>;

/** One source that Perplexity searched. */
export const PerplexitySearchResult = z.looseObject({
  title: Words.describe("of the page"),
  url: Words.describe("its address"),
  date: Words.describe("when it was published"),
  last_updated: Words.describe("when it last changed"),
  snippet: Words.describe("a piece of it"),
  source: Words.describe("web, …"),
});
export type PerplexitySearchResult = z.infer<typeof PerplexitySearchResult>;

/** One choice of a chunk of Perplexity. */
export const PerplexityChoice = WireChoice.extend({
  message: z
    .looseObject({
      role: Words.describe("assistant"),
      content: Words.describe("the answer so far: a snapshot, never appended"),
    })
    .nullish()
    .describe("the answer so far, beside the delta"),
});
export type PerplexityChoice = z.infer<typeof PerplexityChoice>;

/** One chunk of Perplexity. */
export const PerplexityChunk = WireChunk.extend({
  object: Words.describe("chat.completion.done on the last chunk; chat.completion on all of older streams"),
  choices: z.array(PerplexityChoice).nullish().describe("never empty; delta and message side by side"),
  usage: PerplexityUsage.nullish().describe("on every chunk, running"),
  citations: z.array(z.string()).nullish().describe("addresses; the whole list on every chunk"),
  search_results: z.array(PerplexitySearchResult).nullish().describe("the whole list on every chunk"),
  images: z.array(z.looseObject({})).nullish().describe("image_url, origin_url, height, width"),
  related_questions: z.array(z.string()).nullish().describe("where asked for"),
  type: Words.describe("message, info, end_of_stream: by the types"),
  status: Words.describe("PENDING, COMPLETED: by the types"),
}).describe("a chunk as Perplexity writes it");
export type PerplexityChunk = z.infer<typeof PerplexityChunk>;

const SURVEY = "survey, 2025 to 2026";

/** Perplexity as a dialect: its chunk, what it can say, and the evidence. */
export const PERPLEXITY = {
  name: "perplexity",
  title: "Perplexity",
  chunk: PerplexityChunk,
  expressible: {
    reasoning: [],
    refusal: false,
    toolCalls: false,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length"],
  },
  evidence: [
    { claim: "Lines end with CRLF.", seen: 67, of: 67, unit: "streams", source: SURVEY },
    { claim: "The stream ends without [DONE].", seen: 67, of: 67, unit: "streams", source: SURVEY },
    { claim: "Running usage stands on every chunk.", seen: 67, of: 67, unit: "streams", source: SURVEY },
    { claim: "The answer so far stands beside the delta.", seen: 1558, of: 1558, unit: "chunks", source: SURVEY },
    { claim: "The object is not chat.completion.chunk throughout.", seen: 67, of: 67, unit: "streams", source: SURVEY },
    { claim: "The role stands on every delta.", seen: 67, of: 67, unit: "streams", source: SURVEY },
    { claim: "created changes within the stream.", seen: 32, of: 67, unit: "streams", source: SURVEY },
    { claim: "JSON is written with spaces.", seen: 64, of: 67, unit: "streams", source: SURVEY },
  ],
  confidence: "high",
  sources: ["perplexityai/perplexity-node, src/generated/api.ts at 1110dc1", "Perplexity documentation, stream mode"],
  provisional: false,
} as const satisfies Dialect;
