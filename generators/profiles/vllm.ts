/** How vLLM spells its streams: OpenAI's ways with reasoning, the last payload on the finish chunk. */
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const VLLM_PROFILE = {
  ...OPENAI_PROFILE,
  name: "vllm",
  dialect: "vllm",
  title: "vLLM",
  source: "recordings of 7 streams, `r C+ CF $` 6, `rc C+ F _U $` 1, and the server's source",
  model: "facebook/opt-125m",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "choices", "usage", "system_fingerprint"],
    choiceOrder: ["index", "delta", "logprobs", "finish_reason", "stop_reason", "token_ids"],
    deltaOrder: ["role", "content", "reasoning", "tool_calls"],
    extras: {},
    choiceExtras: { logprobs: null, token_ids: null },
  },
  reasoning: "reasoning",
  finish: { before: "null", delta: "payload", isEarly: false },
  usage: { ...OPENAI_PROFILE.usage, nullOnOthers: false, details: "none" },
  expresses: { finishReasons: ["stop", "length", "tool_calls"], refusal: false, choicesMax: 8 },
} as const satisfies DialectProfile;
