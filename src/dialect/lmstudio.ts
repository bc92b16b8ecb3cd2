/** The dialect of LM Studio, as its documents have it. */
import { z } from "zod";
import { WireChunk } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";

/** One chunk of LM Studio. */
export const LmStudioChunk = WireChunk.extend({
  system_fingerprint: z.string().nullish().describe("the model's name once more"),
}).describe("a chunk as LM Studio documents it");
export type LmStudioChunk = z.infer<typeof LmStudioChunk>;

const DOCUMENTS = "lmstudio-ai/docs at c6854fb";

/** LM Studio as a dialect: its chunk, what it can say, and the evidence. */
export const LMSTUDIO = {
  name: "lmstudio",
  title: "LM Studio",
  chunk: LmStudioChunk,
  expressible: {
    reasoning: ["reasoning_content"],
    refusal: false,
    toolCalls: true,
    choices: "one",
    usage: "asked",
    finishReasons: ["stop", "length", "tool_calls"],
  },
  evidence: [
    { claim: "The system fingerprint is the model's name.", seen: 0, of: 0, unit: "chunks", source: DOCUMENTS },
    {
      claim: "Reasoning comes as reasoning_content by a setting, in tags within the text without it.",
      seen: 0,
      of: 0,
      unit: "streams",
      source: DOCUMENTS,
    },
    {
      claim: "A failure in mid-stream comes as an event called error.",
      seen: 0,
      of: 0,
      unit: "streams",
      source: "reports of its users",
    },
  ],
  confidence: "medium",
  sources: [DOCUMENTS, "lmstudio-ai/lmstudio-bug-tracker, issue 676"],
  provisional: true,
} as const satisfies Dialect;
