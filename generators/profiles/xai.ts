/** How xAI spells its streams: no finish_reason until the end, whole calls, reasoning counted apart. */
import { XAI } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const XAI_PROFILE = {
  ...OPENAI_PROFILE,
  name: "xai",
  dialect: "xai",
  title: "xAI",
  source:
    "recordings of 16 streams: `rR R+ C+ F _U $` 4, `rR R+ T F _U $` 4; finish_reason absent on 897 of 913 choices",
  model: "grok-3-mini-high",
  idPrefix: "6e2fc65c-7dd3-9ac7-37ff-",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "choices", "usage", "system_fingerprint"],
    choiceOrder: ["index", "delta", "finish_reason"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    created: "drifting",
    extras: { system_fingerprint: "fp_25ea8" },
    choiceExtras: {},
  },
  opening: "with_payload",
  reasoning: "reasoning_content",
  tools: { ...OPENAI_PROFILE.tools, mode: "whole", type: "every", order: ["id", "function", "index", "type"] },
  finish: { before: "absent", delta: "empty", isEarly: false },
  usage: {
    ...OPENAI_PROFILE.usage,
    nullOnOthers: false,
    isReasoningApart: true,
    extras: { num_sources_used: 0, cost_in_usd_ticks: 1660500 },
  },
  expresses: XAI.expressible,
} as const satisfies DialectProfile;
