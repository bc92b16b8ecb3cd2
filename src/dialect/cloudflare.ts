/** The dialect of Cloudflare Workers AI. */
import { z } from "zod";
import { WireChunk } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** One chunk of Cloudflare Workers AI. */
export const CloudflareChunk = WireChunk.extend({
  id: z.string().nullish().describe("id- and milliseconds"),
}).describe("a chunk as Workers AI writes it");
export type CloudflareChunk = z.infer<typeof CloudflareChunk>;

const SOURCE = "recordings, 2025-12 to 2025-12";

/** Cloudflare Workers AI as a dialect: its chunk, what it can say, and the evidence. */
export const CLOUDFLARE = {
  name: "cloudflare",
  title: "Cloudflare Workers AI",
  chunk: CloudflareChunk,
  expressible: {
    reasoning: [],
    refusal: false,
    toolCalls: false,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop"],
  },
  evidence: [
    { claim: "No delta has the role.", seen: 6, of: 6, unit: "streams", source: SOURCE },
    { claim: "finish_reason is absent until the end.", seen: 26, of: 26, unit: "choices", source: SOURCE },
    { claim: "The finish reason comes with an empty delta.", seen: 6, of: 6, unit: "choices", source: SOURCE },
    { claim: "Usage stands beside the finish reason.", seen: 6, of: 6, unit: "streams", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 6, of: 6, unit: "streams", source: SOURCE },
  ],
  confidence: "medium",
  sources: ["recordings alone, of one model and of text"],
  provisional: false,
} as const satisfies Dialect;
