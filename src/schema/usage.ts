/** Token usage, as providers write it on the wire. */
import { z } from "zod";

const Count = z.number().nullish();

/** Usage as seen on the wire: open at every level; a counter may be null or absent. */
export const WireUsage = z
  .looseObject({
    prompt_tokens: Count.describe("tokens of the request"),
    completion_tokens: Count.describe("tokens of the answer"),
    total_tokens: Count.describe("usually prompt + completion"),
    prompt_tokens_details: z.looseObject({ cached_tokens: Count, audio_tokens: Count }).nullish(),
    completion_tokens_details: z
      .looseObject({
        reasoning_tokens: Count,
        audio_tokens: Count,
        accepted_prediction_tokens: Count,
        rejected_prediction_tokens: Count,
      })
      .nullish(),
  })
  .describe("token counts; the last object sent replaces all earlier ones");
export type WireUsage = z.infer<typeof WireUsage>;
