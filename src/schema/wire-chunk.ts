/** The wire reading of a chunk: whatever providers really send, with nothing lost. */
import { z } from "zod";
import { ArgumentsPiece, WireToolCallFragment } from "./tool-call-fragment.ts";
import { WireError } from "./wire-error.ts";
import { WireUsage } from "./usage.ts";

// Kept fast on purpose: loose objects, small unions with the likely member first, and no `z.int()`
// (slow, and it refuses the integers beyond 2^53 that Together sends).

/** One content part, where `content` is an array (Mistral). */
export const WireContentPart = z
  .looseObject({
    type: z.string().nullish().describe("text, thinking, reference, …: open"),
    text: z.string().nullish().describe("the fragment of a text part"),
    thinking: z.unknown().optional().describe("parts of a thinking part; may be an empty array"),
  })
  .describe("a part of content; parts of unknown type are kept as they are");
export type WireContentPart = z.infer<typeof WireContentPart>;

/** Text as far as anyone has recorded; an object is kept beside the message, as a member that nobody knows yet. */
const Reasoning = z.union([z.string(), z.looseObject({})], { error: "expected text or an object" });

/** What one chunk adds to one choice. */
export const WireDelta = z
  .looseObject({
    role: z.string().nullish().describe('first chunk only, every chunk, never, or "" and null later on'),
    content: z
      .union([z.string(), z.array(z.union([WireContentPart, z.string()]))], {
        error: "expected text, or a list of parts: text, or objects whose type and text are text",
      })
      .nullish()
      .describe('a fragment of the answer; null or "" beside reasoning and tool calls; an array of parts at Mistral'),
    refusal: z.string().nullish().describe("a fragment of a refusal, which stands in place of content"),
    tool_calls: z.array(WireToolCallFragment).nullish().describe("fragments of tool calls; null at some servers"),
    function_call: z
      .looseObject({
        name: z.string().nullish().describe("the function called"),
        arguments: ArgumentsPiece.nullish().describe("a piece of JSON text"),
      })
      .nullish()
      .describe("the deprecated single call; an explicit null at some servers"),
    reasoning: Reasoning.nullish().describe("reasoning text at OpenRouter, Groq, Ollama, Together, Cerebras, vLLM"),
    reasoning_content: Reasoning.nullish().describe("reasoning text at DeepSeek, xAI, Z.ai, Qwen, llama.cpp, SGLang"),
    reasoning_details: z
      .array(z.looseObject({}))
      .nullish()
      .describe("a second view of the same reasoning text (OpenRouter): never add both"),
  })
  .describe("what this chunk adds to its choice; `{}` on many last chunks");
export type WireDelta = z.infer<typeof WireDelta>;

/** One choice of one chunk: its delta, and what stands beside it. */
export const WireChoice = z
  .looseObject({
    index: z.number().nullish().describe("which answer this is where n > 1; absent counts as 0"),
    delta: WireDelta.nullish().describe("absent on Azure's asynchronous filter chunks"),
    finish_reason: z
      .string()
      .nullish()
      .describe("null or absent until the end; open vocabulary; may be sent twice, and content may follow it"),
    logprobs: z
      .union([z.looseObject({}), z.number()], { error: "expected an object of lists, or one token's number" })
      .nullish()
      .describe("content and refusal entries; the legacy token lists at Together"),
  })
  .describe("one answer's share of this chunk");
export type WireChoice = z.infer<typeof WireChoice>;

/**
 * One `chat.completion.chunk` as seen on the wire; absent, null and "" stay distinct; unknown members survive.
 * The one exception is a member called `__proto__`, which Zod drops for safety and no provider sends.
 */
export const WireChunk = z
  .looseObject({
    id: z.string().nullish().describe('usually one a stream; "" in Azure\'s first chunk, changing at Groq compound'),
    object: z.string().nullish().describe('chat.completion.chunk; "" at Azure, other words at Perplexity'),
    created: z.number().nullish().describe("Unix seconds; may drift within a stream, be 0, or be milliseconds"),
    model: z.string().nullish().describe("the model that answered, often not spelled as it was asked for"),
    choices: z.array(WireChoice).nullish().describe("empty on usage chunks; null or missing on heartbeats"),
    usage: WireUsage.nullish().describe("null until the end, absent, cumulative on every chunk, or on the last one"),
    error: WireError.nullish().describe("an error beside the other members; not a shape of its own"),
    service_tier: z.string().nullish().describe("open vocabulary; default at OpenAI, on_demand at Groq"),
    system_fingerprint: z.string().nullish().describe("names the backend; null on many OpenAI chunks"),
    obfuscation: z.string().nullish().describe("padding of random length (OpenAI, Azure): throw it away"),
  })
  .describe("one chunk of a streamed chat completion, as real servers write it");
export type WireChunk = z.infer<typeof WireChunk>;
