/** The dialect of MiniMax, as issues have it: every claim wants a recording. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Count = z.number().nullish();

/** What one chunk of MiniMax adds to a choice. */
export const MiniMaxDelta = WireDelta.extend({
  role: z.string().nullish().describe("empty after the first delta"),
  name: z.string().nullish().describe("MiniMax AI"),
  audio_content: z.string().nullish().describe("empty in answers of text"),
  reasoning_details: z
    .array(
      z.looseObject({
        type: z.string().nullish().describe("reasoning.text"),
        id: z.string().nullish().describe("reasoning-text-1"),
        format: z.string().nullish().describe("MiniMax-response-v1"),
        index: Count.describe("of the block"),
        text: z.string().nullish().describe("a fragment, though documents call it the whole so far"),
      }),
    )
    .nullish()
    .describe("where reasoning_split was asked for; else reasoning is in tags within the text"),
});
export type MiniMaxDelta = z.infer<typeof MiniMaxDelta>;

/** One chunk of MiniMax. */
export const MiniMaxChunk = WireChunk.extend({
  choices: z
    .array(WireChoice.extend({ delta: MiniMaxDelta.nullish().describe("what this chunk adds") }))
    .nullish()
    .describe("empty or null on the usage chunk"),
  usage: WireUsage.extend({ total_characters: Count.describe("0 before the end") })
    .nullish()
    .describe("zeroes in mid-stream, the counts on a last chunk"),
  input_sensitive: z.boolean().nullish().describe("the request was found unfit"),
  output_sensitive: z.boolean().nullish().describe("the answer was found unfit"),
  input_sensitive_type: Count.describe("why"),
  output_sensitive_type: Count.describe("why"),
  output_sensitive_int: Count.describe("why, once more"),
  base_resp: z
    .looseObject({
      status_code: Count.describe("0 is well; anything else is an error, in spite of 200 OK"),
      status_msg: z.string().nullish().describe("for people"),
    })
    .nullish()
    .describe("how it went; errors come here"),
}).describe("a chunk as MiniMax is reported to write it");
export type MiniMaxChunk = z.infer<typeof MiniMaxChunk>;

const ISSUES = "issues of its clients";

/** MiniMax as a dialect: its chunk, what it can say, and the evidence. */
export const MINIMAX = {
  name: "minimax",
  title: "MiniMax",
  chunk: MiniMaxChunk,
  expressible: {
    reasoning: ["reasoning_details"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "The role is empty on later deltas.", seen: 0, of: 0, unit: "choices", source: ISSUES },
    { claim: "Usage of zeroes comes in mid-stream.", seen: 0, of: 0, unit: "streams", source: ISSUES },
    { claim: "Errors come as base_resp, after 200 OK.", seen: 0, of: 0, unit: "streams", source: ISSUES },
    { claim: "Reasoning is in tags unless it is split off.", seen: 0, of: 0, unit: "streams", source: ISSUES },
  ],
  confidence: "low",
  sources: [
    "MiniMax-AI/MiniMax-M2, issues 95 and 105",
    "MiniMax-AI/MiniMax-M2.5, issue 2",
    "sst/opencode, issue 3555",
    "BerriAI/litellm, pull request 27483",
  ],
  provisional: true,
} as const satisfies Dialect;
