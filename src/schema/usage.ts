/** Token usage, as providers write it on the wire. */
import { z } from "zod";

const Count = z.number().nullish();

/** Usage as seen on the wire: open at every level; a counter may be null or absent. */
export const WireUsage = z
  .looseObject({
    prompt_tokens: Count.describe("tokens of the request"),
    completion_tokens: Count.describe(
      "tokens of the answer; null until the end at Databricks; without reasoning at xAI",
    ),
    total_tokens: Count.describe(
      "usually prompt + completion; not at xAI, nor where audio or images are counted apart",
    ),
    prompt_tokens_details: z
      .looseObject({
        cached_tokens: Count.describe("tokens of the request that were read from a cache"),
        cache_write_tokens: Count.describe("tokens of the request that were written to a cache"),
        audio_tokens: Count.describe("tokens of the request that were audio"),
      })
      .nullish()
      .describe("a part of prompt_tokens, not more of them"),
    completion_tokens_details: z
      .looseObject({
        reasoning_tokens: Count.describe("tokens spent on reasoning; exceeds completion_tokens at some providers"),
        audio_tokens: Count.describe("tokens of the answer that were audio"),
        accepted_prediction_tokens: Count.describe("tokens of a predicted output that were used"),
        rejected_prediction_tokens: Count.describe("tokens of a predicted output that were thrown away, yet billed"),
      })
      .nullish()
      .describe("a part of completion_tokens, mostly"),
    cost: z
      .union([z.number(), z.string(), z.looseObject({})], { error: "expected a number, text or an object" })
      .nullish()
      .describe("what the call cost: a number at OpenRouter, an object at Perplexity, a string at some gateways"),
  })
  .describe("token counts; the last object sent replaces all earlier ones");
export type WireUsage = z.infer<typeof WireUsage>;
