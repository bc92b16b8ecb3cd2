/** The dialect of Xiaomi MiMo: members that say nothing are null. */
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta, WireUsage } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

const Words = z.string().nullish();
const Count = z.number().nullish();

/** What one chunk of Xiaomi MiMo adds to a choice. */
export const MimoDelta = WireDelta.extend({
  annotations: z
    .array(
      z.looseObject({
        type: Words.describe("url_citation"),
        url: Words.describe("the page cited; flat, not within url_citation"),
        title: Words.describe("the page's title"),
        summary: Words.describe("what it says"),
        site_name: Words.describe("whose page it is"),
      }),
    )
    .nullish()
    .describe("citations, whole; on the first chunk, or beside reasoning"),
});
export type MimoDelta = z.infer<typeof MimoDelta>;

/** Token usage of Xiaomi MiMo. */
export const MimoUsage = WireUsage.extend({
  prompt_tokens_details: WireUsage.shape.prompt_tokens_details
    .unwrap()
    .unwrap()
    .extend({ video_tokens: Count.describe("of video") })
    .nullish()
    .describe("a part of prompt_tokens"),
  web_search_usage: z
    .looseObject({ tool_usage: Count.describe("searches"), page_usage: Count.describe("pages read") })
    .nullish()
    .describe("of the search tool"),
});
export type MimoUsage = z.infer<typeof MimoUsage>;

/** One chunk of Xiaomi MiMo. */
export const MimoChunk = WireChunk.extend({
  choices: z
    .array(WireChoice.extend({ delta: MimoDelta.nullish().describe("what this chunk adds; the rest is null") }))
    .nullish()
    .describe("empty on the usage chunk"),
  usage: MimoUsage.nullish().describe("in a chunk of its own, unasked"),
}).describe("a chunk as MiMo writes it");
export type MimoChunk = z.infer<typeof MimoChunk>;

const SURVEY = "survey, 2026";

/** Xiaomi MiMo as a dialect: its chunk, what it can say, and the evidence. */
export const MIMO = {
  name: "mimo",
  title: "Xiaomi MiMo",
  chunk: MimoChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "always",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "The role is null on later deltas.", seen: 64, of: 64, unit: "streams", source: SURVEY },
    { claim: "Usage comes without being asked for.", seen: 64, of: 64, unit: "streams", source: SURVEY },
    { claim: "Tool calls go on with a null id and name.", seen: 5, of: 10, unit: "streams", source: SURVEY },
    { claim: "finish_reason is absent until the end.", seen: 4, of: 64, unit: "streams", source: SURVEY },
    { claim: "created changes within the stream.", seen: 34, of: 64, unit: "streams", source: SURVEY },
    { claim: "Comments come before or between chunks.", seen: 1, of: 64, unit: "streams", source: SURVEY },
  ],
  confidence: "medium",
  sources: ["recordings alone"],
  provisional: false,
} as const satisfies Dialect;
