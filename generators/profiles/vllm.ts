/** How vLLM spells its streams: OpenAI's ways with reasoning; older ones end with payload and finish in one. */
import { VLLM } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const VLLM_PROFILE = {
  ...OPENAI_PROFILE,
  name: "vllm",
  dialect: "vllm",
  title: "vLLM",
  source: "one recorded stream, `rc C+ F _U $`, and the server's source",
  model: "facebook/opt-125m",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "choices", "usage", "system_fingerprint"],
    choiceOrder: ["index", "delta", "logprobs", "finish_reason", "stop_reason", "token_ids"],
    deltaOrder: ["role", "content", "reasoning", "tool_calls"],
    extras: {},
    choiceExtras: { logprobs: null, token_ids: null },
  },
  opening: "role_and_content",
  reasoning: "reasoning",
  usage: { ...OPENAI_PROFILE.usage, nullOnOthers: false, details: "none" },
  expresses: VLLM.expressible,
} as const satisfies DialectProfile;

/** Older versions: the role alone opens, the last piece of text brings the finish. */
export const VLLM_OLD_PROFILE = {
  ...VLLM_PROFILE,
  name: "vllm-old",
  title: "vLLM, older versions",
  source: "recordings of 6 streams: `r C+ CF $`",
  opening: "role",
  reasoning: "reasoning_content",
  finish: { before: "null", delta: "payload", isEarly: false },
} as const satisfies DialectProfile;
