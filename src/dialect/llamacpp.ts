/** The dialect of llama.cpp's server. */
import { z } from "zod";
import { WireChoice, WireChunk } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Amount = z.number().nullish();

/** How long the prompt and the answer took, with llama.cpp. */
export const LlamaCppTimings = z.looseObject({
  cache_n: Amount.describe("tokens of the request that were in the cache"),
  prompt_n: Amount.describe("tokens of the request that were not"),
  prompt_ms: Amount.describe("milliseconds for the request"),
  prompt_per_token_ms: Amount.describe("milliseconds"),
  prompt_per_second: Amount.describe("tokens a second"),
  predicted_n: Amount.describe("tokens of the answer"),
  predicted_ms: Amount.describe("milliseconds for the answer"),
  predicted_per_token_ms: Amount.describe("milliseconds"),
  predicted_per_second: Amount.describe("tokens a second"),
  draft_n: Amount.describe("tokens drafted, where there is a draft model"),
  draft_n_accepted: Amount.describe("tokens drafted and used"),
});
export type LlamaCppTimings = z.infer<typeof LlamaCppTimings>;

/** One chunk of llama.cpp. */
export const LlamaCppChunk = WireChunk.extend({
  created: z.number().nullish().describe("Unix seconds of this chunk: it goes up within a stream"),
  system_fingerprint: z.string().nullish().describe("the build: b7010-c27efd2bd"),
  choices: z
    .array(
      WireChoice.extend({
        logprobs: z
          .looseObject({
            content: z
              .array(z.looseObject({ id: Amount.describe("the token's number") }))
              .nullish()
              .describe("one entry a token; prob and top_probs with post_sampling_probs"),
          })
          .nullish()
          .describe("absent unless asked for"),
      }),
    )
    .nullish()
    .describe("empty on the usage chunk"),
  timings: LlamaCppTimings.nullish().describe("on the last chunk; on every one with timings_per_token"),
  prompt_progress: z
    .looseObject({
      total: Amount.describe("tokens of the request"),
      cache: Amount.describe("tokens found in the cache"),
      processed: Amount.describe("tokens read so far"),
      time_ms: Amount.describe("milliseconds so far"),
    })
    .nullish()
    .describe("before the answer, where return_progress was asked for"),
  __verbose: z.looseObject({}).nullish().describe("where verbose was asked for"),
}).describe("a chunk as llama.cpp's server writes it");
export type LlamaCppChunk = z.infer<typeof LlamaCppChunk>;

const SOURCE = "recordings, 2025-10 to 2025-11";
const SURVEY = "survey, 2025 to 2026";

/** llama.cpp as a dialect: its chunk, what it can say, and the evidence. */
export const LLAMACPP = {
  name: "llamacpp",
  title: "llama.cpp",
  chunk: LlamaCppChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "The last chunk carries timings.", seen: 10, of: 10, unit: "streams", source: SOURCE },
    { claim: "Every choice has finish_reason, be it null.", seen: 399, of: 399, unit: "choices", source: SOURCE },
    { claim: "The finish reason comes with an empty delta.", seen: 10, of: 10, unit: "choices", source: SOURCE },
    { claim: "Reasoning comes as reasoning_content.", seen: 8, of: 10, unit: "streams", source: SOURCE },
    {
      claim: "Usage comes in a chunk of its own, the last, with empty choices.",
      seen: 10,
      of: 10,
      unit: "streams",
      source: SOURCE,
    },
    { claim: "The stream ends with [DONE].", seen: 10, of: 10, unit: "streams", source: SOURCE },
    { claim: "created goes up within the stream.", seen: 44, of: 80, unit: "streams", source: SURVEY },
    { claim: "Arguments begin in the first fragment of a call.", seen: 8, of: 80, unit: "streams", source: SURVEY },
  ],
  confidence: "high",
  sources: ["ggml-org/llama.cpp, tools/server/server-task.cpp at 17f5f8a"],
  provisional: false,
} as const satisfies Dialect;
