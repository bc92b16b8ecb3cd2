/** How Cerebras spells its streams: no finish_reason until the end, usage beside it. */
import { CEREBRAS } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const CEREBRAS_PROFILE = {
  ...OPENAI_PROFILE,
  name: "cerebras",
  dialect: "cerebras",
  title: "Cerebras",
  source: "recordings of 29 streams: `r C+ FU $` 7, `r C c FU $` 5, `r R+ T+ FU $` 3",
  model: "qwen-3-coder-480b",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "choices", "created", "model", "system_fingerprint", "object", "usage"],
    choiceOrder: ["delta", "finish_reason", "index"],
    deltaOrder: ["role", "content", "reasoning", "tool_calls"],
    extras: { system_fingerprint: "fp_bf7f141e20927499c729" },
    choiceExtras: {},
  },
  opening: "role",
  reasoning: "reasoning",
  tools: {
    ...OPENAI_PROFILE.tools,
    firstArguments: "piece",
    type: "every",
    order: ["function", "type", "id", "index"],
  },
  finish: { before: "absent", delta: "empty", isEarly: false },
  usage: {
    ...OPENAI_PROFILE.usage,
    place: "finish",
    nullOnOthers: false,
    isUnasked: true,
    details: "none",
    extras: { prompt_tokens_details: { cached_tokens: 0 } },
  },
  expresses: CEREBRAS.expressible,
} as const satisfies DialectProfile;
