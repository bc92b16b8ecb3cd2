/** How Azure OpenAI spells its streams: alphabetical members, filter results on every choice, an empty first chunk. */
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const AZURE_PROFILE = {
  ...OPENAI_PROFILE,
  name: "azure",
  dialect: "azure",
  title: "Azure OpenAI",
  source: "recordings of 40 streams: `_ rc C+ F $` 26, `_ rc C+ F _U $` 9",
  model: "gpt-4.1-mini-2025-04-14",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["choices", "created", "id", "model", "obfuscation", "object", "system_fingerprint", "usage"],
    choiceOrder: ["content_filter_results", "delta", "finish_reason", "index", "logprobs"],
    deltaOrder: ["content", "refusal", "role", "tool_calls"],
    extras: { obfuscation: "OJaMhe9ZjRM", system_fingerprint: "fp_f97eff32c5" },
    choiceExtras: { content_filter_results: {}, logprobs: null },
  },
  prelude: "prompt_filter",
} as const satisfies DialectProfile;

/** With the asynchronous filter: choices without a delta, some of them after the finish. */
export const AZURE_ASYNC_PROFILE = {
  ...AZURE_PROFILE,
  name: "azure-async-filter",
  title: "Azure OpenAI, asynchronous filter",
  isProvisional: true,
  source: "one recorded stream, and the documents of the filter",
  trailer: "async_filter",
} as const satisfies DialectProfile;
