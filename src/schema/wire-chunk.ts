/** The wire reading of a chunk: whatever providers really send, with nothing lost. */
import { z } from "zod";
import { WireError } from "./wire-error.ts";
import { WireUsage } from "./usage.ts";

/** A fragment of one tool call. */
export const WireToolCallFragment = z.looseObject({
  index: z.number().nullish().describe("slot of the call; absent at Gemini and old Mistral, -1 at some relays"),
  id: z.union([z.string(), z.number()]).nullish().describe('first fragment only; later absent, null, "" or repeated'),
  type: z.string().nullish(),
  function: z
    .looseObject({
      name: z.string().nullish(),
      arguments: z.union([z.string(), z.looseObject({})]).nullish().describe("a piece of JSON text; a whole object at some servers"),
    })
    .nullish(),
});
export type WireToolCallFragment = z.infer<typeof WireToolCallFragment>;

/** One content part, where `content` is an array (Mistral). */
export const WireContentPart = z.looseObject({ type: z.string().nullish(), text: z.string().nullish() });

export const WireDelta = z.looseObject({
  role: z.string().nullish(),
  content: z.union([z.string(), z.array(WireContentPart)]).nullish(),
  refusal: z.string().nullish(),
  tool_calls: z.array(WireToolCallFragment).nullish(),
});
export type WireDelta = z.infer<typeof WireDelta>;

export const WireChoice = z.looseObject({
  index: z.number().nullish(),
  delta: WireDelta.nullish(),
  finish_reason: z.string().nullish().describe("null or absent until the end; open vocabulary"),
  logprobs: z.union([z.looseObject({}), z.number()]).nullish(),
});
export type WireChoice = z.infer<typeof WireChoice>;

/** One `chat.completion.chunk` as seen on the wire; absent, null and "" stay distinct; unknown members survive. */
export const WireChunk = z.looseObject({
  id: z.string().nullish(),
  object: z.string().nullish(),
  created: z.number().nullish(),
  model: z.string().nullish(),
  choices: z.array(WireChoice).nullish().describe("empty on usage chunks; missing on heartbeats"),
  usage: WireUsage.nullish(),
  error: WireError.nullish().describe("an error beside the other members; not a shape of its own"),
  service_tier: z.string().nullish(),
  system_fingerprint: z.string().nullish(),
});
export type WireChunk = z.infer<typeof WireChunk>;
