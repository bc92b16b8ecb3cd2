/** The dialect of OpenRouter. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireError, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Count = z.number().nullish();

/**
 * A fragment of reasoning in its structured view. Fragments of one type that follow each other belong together:
 * `index` alone does not tell, it is 0 on nearly all of them.
 */
export const OpenRouterReasoningDetail = z.looseObject({
  type: z.string().nullish().describe("reasoning.text, reasoning.summary, reasoning.encrypted; open"),
  text: z.string().nullish().describe("a fragment, of reasoning.text"),
  summary: z.string().nullish().describe("a fragment, of reasoning.summary"),
  data: z.string().nullish().describe("an opaque block, of reasoning.encrypted; whole; to be sent back as it came"),
  signature: z.string().nullish().describe("Anthropic: after the text, in a fragment of its own"),
  format: z.string().nullish().describe("whose reasoning it is: anthropic-claude-v1, google-gemini-v1, unknown, …"),
  id: z.string().nullish().describe("of encrypted blocks; a tool call's id at Gemini"),
  index: Count.describe("0 or absent in nearly all recordings"),
});
export type OpenRouterReasoningDetail = z.infer<typeof OpenRouterReasoningDetail>;

/** What one chunk of OpenRouter adds to a choice. */
export const OpenRouterDelta = WireDelta.extend({
  reasoning: z.string().nullish().describe("the plain view: the same text as in reasoning_details"),
  reasoning_details: z
    .array(OpenRouterReasoningDetail)
    .nullish()
    .describe("the structured view; an empty array on chunks without reasoning"),
  annotations: z
    .array(z.looseObject({ type: z.string().nullish().describe("url_citation, file: open") }))
    .nullish()
    .describe("citations, files; whole"),
  images: z
    .array(
      z.looseObject({
        type: z.string().nullish().describe("image_url"),
        image_url: z
          .looseObject({ url: z.string().nullish().describe("data:image/png;base64,…") })
          .nullish()
          .describe("the image itself"),
      }),
    )
    .nullish()
    .describe("image models: data URLs, whole"),
});
export type OpenRouterDelta = z.infer<typeof OpenRouterDelta>;

/** One choice of a chunk of OpenRouter. */
export const OpenRouterChoice = WireChoice.extend({
  delta: OpenRouterDelta.nullish().describe("what this chunk adds; the role is in each"),
  native_finish_reason: z
    .string()
    .nullish()
    .describe("the upstream's own word, beside finish_reason: end_turn, STOP, completed, …"),
  error: WireError.nullish().describe("an error of this choice alone"),
});
export type OpenRouterChoice = z.infer<typeof OpenRouterChoice>;

/** Token usage of OpenRouter. */
export const OpenRouterUsage = WireUsage.extend({
  cost: z.number().nullish().describe("credits, of which one is one US dollar"),
  is_byok: z.boolean().nullish().describe("true where the caller's own upstream key paid"),
  cost_details: z
    .looseObject({
      upstream_inference_cost: Count.describe("null unless is_byok, mostly"),
      upstream_inference_prompt_cost: Count.describe("of the request"),
      upstream_inference_completions_cost: Count.describe("of the answer"),
    })
    .nullish()
    .describe("what the upstream asked, in US dollars"),
  prompt_tokens_details: WireUsage.shape.prompt_tokens_details
    .unwrap()
    .unwrap()
    .extend({ video_tokens: Count.describe("of video") })
    .nullish()
    .describe("a part of prompt_tokens; null at times"),
  completion_tokens_details: WireUsage.shape.completion_tokens_details
    .unwrap()
    .unwrap()
    .extend({ image_tokens: Count.describe("of images") })
    .nullish()
    .describe("a part of completion_tokens; reasoning may exceed it"),
  server_tool_use_details: z.looseObject({}).nullish().describe("how often OpenRouter's own tools were used"),
});
export type OpenRouterUsage = z.infer<typeof OpenRouterUsage>;

/** One chunk of OpenRouter. */
export const OpenRouterChunk = WireChunk.extend({
  id: z.string().nullish().describe("gen-…, the same on each chunk and in the header X-Generation-Id"),
  model: z.string().nullish().describe("the model that was resolved, not the name that was asked for"),
  provider: z
    .union([z.string(), z.looseObject({})], { error: "expected text or an object" })
    .nullish()
    .describe("who served the request: Google, Anthropic, …; an object where the provider itself failed"),
  choices: z.array(OpenRouterChoice).nullish().describe("empty on some usage and error chunks"),
  usage: OpenRouterUsage.nullish().describe("always sent, once, at the end; the chunk that carries it has varied"),
  error: WireError.nullish().describe(
    "beside the other members; `code` is a number, metadata.error_type says the kind",
  ),
  debug: z.looseObject({}).nullish().describe("first chunk, where debug.echo_upstream_body was asked for"),
  openrouter_metadata: z.looseObject({}).nullish().describe("last chunk, where a header asked for it"),
}).describe("a chunk as OpenRouter writes it");
export type OpenRouterChunk = z.infer<typeof OpenRouterChunk>;

const SOURCE = "recordings, 2025-07 to 2026-08";

/** OpenRouter as a dialect: its chunk, what it can say, and the evidence. */
export const OPENROUTER = {
  name: "openrouter",
  title: "OpenRouter",
  chunk: OpenRouterChunk,
  evidence: [
    { claim: "Every chunk names the provider.", seen: 11075, of: 11075, unit: "chunks", source: SOURCE },
    { claim: "Every delta has the role.", seen: 11021, of: 11021, unit: "choices", source: SOURCE },
    {
      claim: "native_finish_reason stands beside every finish_reason.",
      seen: 11021,
      of: 11021,
      unit: "choices",
      source: SOURCE,
    },
    {
      claim: "Reasoning is sent in two views with the same text.",
      seen: 4059,
      of: 4059,
      unit: "choices",
      source: SOURCE,
    },
    { claim: "Usage is sent, on one chunk.", seen: 418, of: 418, unit: "streams", source: SOURCE },
    {
      claim: "Usage stands beside a choice with a null finish_reason (older).",
      seen: 293,
      of: 418,
      unit: "streams",
      source: SOURCE,
    },
    { claim: "Usage stands beside empty choices (as documented).", seen: 54, of: 418, unit: "streams", source: SOURCE },
    {
      claim: "Usage stands beside a second finish_reason (newer).",
      seen: 71,
      of: 418,
      unit: "streams",
      source: SOURCE,
    },
    { claim: "Comments come before or between chunks.", seen: 155, of: 418, unit: "streams", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 418, of: 418, unit: "streams", source: SOURCE },
    {
      claim: "An error in mid-stream comes as error beside choices, whose finish_reason is error.",
      seen: 0,
      of: 0,
      unit: "streams",
      source: "OpenRouter documentation, errors and debugging",
    },
  ],
  expressible: {
    reasoning: ["reasoning", "reasoning_details"],
    refusal: true,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length", "tool_calls", "content_filter", "error"],
  },
  confidence: "high",
  sources: [
    "OpenRouterTeam/docs, streaming, errors and debugging at c26125a",
    "OpenRouterTeam/typescript-sdk, .speakeasy/in.openapi.yaml at cb9393a",
    "OpenRouterTeam/ai-sdk-provider, src/chat/schemas at 4247ab2",
  ],
  provisional: false,
} as const satisfies Dialect;
