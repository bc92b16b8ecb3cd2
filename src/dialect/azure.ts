/** The dialect of Azure OpenAI, which GitHub Copilot speaks as well. */
import { z } from "zod";
import { WireChoice, WireChunk } from "../schema/index.ts";
import type { Dialect } from "./dialect.ts";
import { OPENAI } from "./openai.ts";

const Offset = z.number().nullish().describe("characters from the beginning of the answer");

/** What one filter found: a severity for harms, `detected` for patterns such as jailbreak or protected text. */
export const AzureFilterFinding = z.looseObject({
  filtered: z.boolean().nullish().describe("true where content was held back"),
  severity: z.string().nullish().describe("safe, low, medium, high"),
  detected: z.boolean().nullish().describe("of patterns: true where one was found"),
});
export type AzureFilterFinding = z.infer<typeof AzureFilterFinding>;

/** Findings by category. `{}` where nothing was examined: the role chunk, the finish chunk, tool calls. */
export const AzureFilterResults = z.looseObject({
  hate: AzureFilterFinding.nullish().describe("harm"),
  self_harm: AzureFilterFinding.nullish().describe("harm"),
  sexual: AzureFilterFinding.nullish().describe("harm"),
  violence: AzureFilterFinding.nullish().describe("harm"),
  jailbreak: AzureFilterFinding.nullish().describe("prompts only"),
  protected_material_text: AzureFilterFinding.nullish().describe("answers only"),
  protected_material_code: AzureFilterFinding.nullish().describe("answers only"),
});
export type AzureFilterResults = z.infer<typeof AzureFilterResults>;

/** One choice of a chunk of Azure OpenAI. */
export const AzureChoice = WireChoice.extend({
  content_filter_results: AzureFilterResults.nullish().describe("findings so far; on each choice, often `{}`"),
  content_filter_result: z
    .looseObject({
      error: z
        .looseObject({
          code: z.string().nullish().describe("content_filter_error"),
          message: z.string().nullish().describe("for people"),
        })
        .nullish()
        .describe("why the filter failed"),
    })
    .nullish()
    .describe("in the singular: the filter itself failed, and the content was let through unexamined"),
  content_filter_offsets: z
    .looseObject({ check_offset: Offset, start_offset: Offset, end_offset: Offset })
    .nullish()
    .describe("asynchronous filter: which characters the findings are about; such a choice has no delta"),
});
export type AzureChoice = z.infer<typeof AzureChoice>;

/** One chunk of Azure OpenAI. */
export const AzureChunk = WireChunk.extend({
  id: z.string().nullish().describe('"" on the first chunk and on those of the asynchronous filter'),
  object: z.string().nullish().describe('"" where the id is'),
  created: z.number().nullish().describe("0 where the id is empty"),
  model: z.string().nullish().describe('"" where the id is'),
  choices: z
    .array(AzureChoice)
    .nullish()
    .describe("empty on the first chunk; filter chunks without a delta may follow the finish"),
  prompt_filter_results: z
    .array(
      z.looseObject({
        prompt_index: z.number().nullish().describe("which prompt; 0 for a chat"),
        content_filter_results: AzureFilterResults.nullish().describe("`{}` where nothing was examined"),
      }),
    )
    .nullish()
    .describe("first chunk: what the filter found in the request"),
  latency_checkpoint: z.looseObject({}).nullish().describe("milliseconds by stage, on the usage chunk"),
}).describe("a chunk as Azure OpenAI writes it");
export type AzureChunk = z.infer<typeof AzureChunk>;

const SOURCE = "recordings, 2024-04 to 2026-06";

/** Azure OpenAI as a dialect: its chunk, what it can say, and the evidence. */
export const AZURE = {
  name: "azure",
  title: "Azure OpenAI",
  chunk: AzureChunk,
  evidence: [
    {
      claim: "The first chunk has empty choices, an empty id, and what was found in the prompt.",
      seen: 45,
      of: 45,
      unit: "streams",
      source: SOURCE,
    },
    { claim: "Every choice has content_filter_results.", seen: 1634, of: 1634, unit: "choices", source: SOURCE },
    { claim: "A choice has no delta.", seen: 1, of: 1634, unit: "choices", source: SOURCE },
    {
      claim: "Usage comes in a chunk of its own, the last, with empty choices.",
      seen: 19,
      of: 19,
      unit: "streams",
      source: SOURCE,
    },
    { claim: "The usage chunk carries latency_checkpoint.", seen: 9, of: 19, unit: "streams", source: SOURCE },
    { claim: "The stream ends with [DONE].", seen: 45, of: 45, unit: "streams", source: SOURCE },
    {
      claim: "The asynchronous filter sends choices with content_filter_offsets.",
      seen: 0,
      of: 0,
      unit: "streams",
      source: "Microsoft Learn, content streaming",
    },
  ],
  expressible: OPENAI.expressible,
  confidence: "high",
  sources: [
    "Microsoft Learn, Azure OpenAI, content streaming",
    "microsoft/semantic-kernel, recorded stream of the asynchronous filter at d9c79bc",
  ],
  provisional: false,
} as const satisfies Dialect;
