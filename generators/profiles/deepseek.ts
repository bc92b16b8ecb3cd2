/** How DeepSeek spells its streams: reasoning_content, nulls beside it, usage on the finish chunk. */
import { DEEPSEEK } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const DEEPSEEK_PROFILE = {
  ...OPENAI_PROFILE,
  name: "deepseek",
  dialect: "deepseek",
  title: "DeepSeek",
  source: "recordings of 77 streams: `rc C+ cFU $` 26, `r R+ C+ cFU $` 21",
  model: "deepseek-v4-pro-0813",
  idPrefix: "33be18fc-3842-486c-8c29-",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "system_fingerprint", "choices", "usage"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    extras: { system_fingerprint: "fp_393bca965e_prod0623_fp8_kvcache" },
  },
  opening: "role_and_content",
  contentBeside: "null",
  reasoning: "reasoning_content",
  reasoningBeside: "null",
  finish: { before: "null", delta: "content", isEarly: false },
  usage: {
    place: "finish",
    nullOnOthers: true,
    isUnasked: true,
    details: "openai",
    isReasoningApart: false,
    extras: { prompt_cache_hit_tokens: 0, prompt_cache_miss_tokens: 12 },
  },
  framing: { ...OPENAI_PROFILE.framing, comment: { text: "keep-alive", isInside: true } },
  expresses: DEEPSEEK.expressible,
} as const satisfies DialectProfile;
