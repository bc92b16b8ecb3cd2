/** The dialect of the LiteLLM proxy. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** What one chunk of LiteLLM proxy adds to a choice. */
export const LiteLlmDelta = WireDelta.extend({
  provider_specific_fields: z.looseObject({}).nullish().describe("what the upstream sent beside the common members"),
  thinking_blocks: z.array(z.looseObject({})).nullish().describe("reasoning as Anthropic has it, with signatures"),
  citation: z.unknown().optional().describe("of an upstream that cites"),
});
export type LiteLlmDelta = z.infer<typeof LiteLlmDelta>;

/** One chunk of LiteLLM proxy. */
export const LiteLlmChunk = WireChunk.extend({
  choices: z
    .array(WireChoice.extend({ delta: LiteLlmDelta.nullish().describe("what this chunk adds; `{}` beside the usage") }))
    .nullish()
    .describe("not empty on the usage chunk: one choice that says nothing"),
  stream_options: z.looseObject({}).nullish().describe("the request's own, on every chunk"),
}).describe("a chunk as the LiteLLM proxy writes it");
export type LiteLlmChunk = z.infer<typeof LiteLlmChunk>;

const SOURCE = "recordings, 2025-03 to 2025-03";

/** LiteLLM proxy as a dialect: its chunk, what it can say, and the evidence. */
export const LITELLM = {
  name: "litellm",
  title: "LiteLLM proxy",
  chunk: LiteLlmChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "many",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls", "content_filter"],
  },
  evidence: [
    { claim: "The request's stream_options stand on every chunk.", seen: 57, of: 57, unit: "chunks", source: SOURCE },
    { claim: "finish_reason is absent until the end.", seen: 55, of: 55, unit: "choices", source: SOURCE },
    { claim: "Usage stands beside a choice that says nothing.", seen: 2, of: 2, unit: "streams", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 2, of: 2, unit: "streams", source: SOURCE },
  ],
  confidence: "medium",
  sources: ["BerriAI/litellm, litellm_core_utils/streaming_chunk_builder_utils.py at 0026911"],
  provisional: true,
} as const satisfies Dialect;
