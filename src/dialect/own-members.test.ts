/** Own members are those that a shape adds, however deep, and nothing that it only describes anew. */
import { expect, test } from "vitest";
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta } from "../schema/index.ts";
import { DIALECTS, ownMembers } from "./index.ts";

test("what is added is found at every depth, and named by its path", () => {
  const chunk = WireChunk.extend({
    id: z.string().nullish().describe("only described"),
    top: z.looseObject({ inside: z.string() }).nullish(),
    choices: z
      .array(
        WireChoice.extend({ delta: WireDelta.extend({ deep: z.array(z.string()) }).nullish(), beside: z.unknown() }),
      )
      .nullish(),
  });
  expect(ownMembers(chunk)).toEqual(["choices[].delta.deep", "choices[].beside", "top"]);
});

test("the wire shape has none of its own, however often it is described", () => {
  expect(ownMembers(WireChunk)).toEqual([]);
  expect(ownMembers(WireChunk.describe("again"))).toEqual([]);
});

test.each([
  ["groq", DIALECTS.groq, ["choices[].delta.channel", "choices[].delta.executed_tools", "usage.queue_time", "x_groq"]],
  ["mistral", DIALECTS.mistral, ["choices[].delta.content[].reference_ids", "usage.prompt_audio_seconds", "p"]],
  ["together", DIALECTS.together, ["choices[].logprobs", "choices[].text", "usage.cached_tokens"]],
  ["openrouter", DIALECTS.openrouter, ["choices[].delta.reasoning_details", "provider", "usage.is_byok"]],
  ["azure", DIALECTS.azure, ["prompt_filter_results", "choices[].content_filter_results", "latency_checkpoint"]],
])("%s: the members that it is known for are among them", (_name, { chunk }, known) => {
  expect(ownMembers(chunk)).toEqual(expect.arrayContaining(known));
});
