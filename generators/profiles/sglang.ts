/** How SGLang spells its streams: members that say nothing are null, the usage has its reasoning beside the totals. */
import { SGLANG } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const SGLANG_PROFILE = {
  ...OPENAI_PROFILE,
  name: "sglang",
  dialect: "sglang",
  title: "SGLang",
  isProvisional: true,
  source: "one recorded stream of a relay, and the server's source",
  model: "deepseek-v4-pro",
  idPrefix: "7334c29d",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "choices", "usage"],
    choiceOrder: ["index", "delta", "logprobs", "finish_reason", "matched_stop"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    extras: {},
    choiceExtras: { logprobs: null, matched_stop: null },
    deltaNulls: ["role", "content", "reasoning_content", "tool_calls"],
  },
  opening: "role_and_content",
  role: "first_then_null",
  contentBeside: "null",
  contentBesideCalls: "null",
  reasoning: "reasoning_content",
  reasoningBeside: "null",
  usage: {
    ...OPENAI_PROFILE.usage,
    details: "none",
    extras: { prompt_tokens_details: null, reasoning_tokens: 0 },
  },
  expresses: SGLANG.expressible,
} as const satisfies DialectProfile;
