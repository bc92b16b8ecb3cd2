/** The dialect of Vercel's AI Gateway. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Count = z.number().nullish();

/** What one chunk of Vercel AI Gateway adds to a choice. */
export const VercelDelta = WireDelta.extend({
  reasoning: z.string().nullish().describe("the plain view: the same text as in reasoning_details"),
  reasoning_details: z
    .array(
      z.looseObject({
        type: z.string().nullish().describe("reasoning.text, reasoning.summary, reasoning.encrypted: open"),
        text: z.string().nullish().describe("a fragment, of reasoning.text"),
        summary: z.string().nullish().describe("a fragment, of reasoning.summary"),
        data: z.string().nullish().describe("an opaque block, of reasoning.encrypted; in a delta of its own"),
        signature: z.string().nullish().describe("after the text; empty before"),
        format: z.string().nullish().describe("whose reasoning it is"),
        id: z.string().nullish().describe("rs_…, of OpenAI's blocks"),
        index: Count.describe("of the block"),
      }),
    )
    .nullish()
    .describe("the structured view"),
  provider_metadata: z
    .looseObject({
      gateway: z
        .looseObject({
          routing: z.looseObject({}).nullish().describe("which providers were tried, in order"),
          cost: z.string().nullish().describe("US dollars, as text"),
          marketCost: z.string().nullish().describe("US dollars, as text"),
          generationId: z.string().nullish().describe("gen_…"),
        })
        .nullish()
        .describe("the gateway's own"),
    })
    .nullish()
    .describe("on the last delta: a member for each provider, and the gateway's"),
});
export type VercelDelta = z.infer<typeof VercelDelta>;

/** Token usage of Vercel AI Gateway. */
export const VercelUsage = WireUsage.extend({
  cost: Count.describe("US dollars"),
  market_cost: Count.describe("US dollars, at the provider's own price"),
  is_byok: z.boolean().nullish().describe("true where the caller's own upstream key paid"),
  cost_details: z.looseObject({}).nullish().describe("what the upstream asked"),
  cache_creation_input_tokens: Count.describe("of the request, written to a cache"),
});
export type VercelUsage = z.infer<typeof VercelUsage>;

/** One chunk of Vercel AI Gateway. */
export const VercelChunk = WireChunk.extend({
  id: z.string().nullish().describe("gen_ and a ULID"),
  choices: z
    .array(
      WireChoice.extend({ delta: VercelDelta.nullish().describe("what this chunk adds; the first is the role alone") }),
    )
    .nullish()
    .describe("never empty: usage stands beside the finish reason"),
  usage: VercelUsage.nullish().describe("on the finish chunk"),
  generationId: z.string().nullish().describe("the id once more, beside the usage"),
}).describe("a chunk as Vercel's AI Gateway writes it");
export type VercelChunk = z.infer<typeof VercelChunk>;

const SOURCE = "recordings, 2026-02 to 2026-03";

/** Vercel AI Gateway as a dialect: its chunk, what it can say, and the evidence. */
export const VERCEL = {
  name: "vercel",
  title: "Vercel AI Gateway",
  chunk: VercelChunk,
  expressible: {
    reasoning: ["reasoning", "reasoning_details"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "Every choice has finish_reason, be it null.", seen: 763, of: 763, unit: "choices", source: SOURCE },
    { claim: "Usage stands beside the finish reason.", seen: 64, of: 64, unit: "streams", source: SOURCE },
    { claim: "The generation's id stands beside the usage.", seen: 64, of: 64, unit: "streams", source: SOURCE },
    { claim: "The last delta carries provider_metadata.", seen: 64, of: 64, unit: "streams", source: SOURCE },
    { claim: "Reasoning comes as reasoning.", seen: 9, of: 64, unit: "streams", source: SOURCE },
    {
      claim: "Reasoning is sent in two views with the same text.",
      seen: 148,
      of: 148,
      unit: "choices",
      source: SOURCE,
    },
    { claim: "The stream ends with [DONE].", seen: 64, of: 64, unit: "streams", source: SOURCE },
  ],
  confidence: "medium",
  sources: ["recordings alone; all of them had asked for usage"],
  provisional: false,
} as const satisfies Dialect;
