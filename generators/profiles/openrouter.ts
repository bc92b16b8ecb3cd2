/** How OpenRouter spells its streams, in the three eras of its last chunk. */
import { OPENROUTER } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

const COMMON = {
  ...OPENAI_PROFILE,
  dialect: "openrouter",
  model: "anthropic/claude-4.6-sonnet-20260217",
  idPrefix: "gen-1773012759-",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "provider", "choices", "usage"],
    choiceOrder: ["index", "delta", "finish_reason", "native_finish_reason"],
    deltaOrder: ["content", "role", "reasoning", "reasoning_details", "tool_calls"],
    extras: { provider: "Amazon Bedrock" },
    choiceExtras: {},
    nativeFinish: true,
  },
  opening: "with_payload",
  role: "every",
  contentBeside: "empty",
  contentBesideCalls: "null",
  reasoning: "reasoning_and_details",
  finish: { before: "null", delta: "role_and_content", isEarly: false },
  usage: {
    place: "own_chunk",
    nullOnOthers: false,
    isUnasked: true,
    details: "openai",
    isReasoningApart: false,
    extras: { cost: 0.000669, is_byok: false, cost_details: { upstream_inference_cost: null } },
  },
  framing: { ...OPENAI_PROFILE.framing, comment: { text: "OPENROUTER PROCESSING", isInside: true } },
  expresses: OPENROUTER.expressible,
} as const satisfies Omit<DialectProfile, "name">;

/** Until January 2026: the usage beside a choice that has no finish. */
export const OPENROUTER_A_PROFILE = {
  ...COMMON,
  name: "openrouter-a",
  title: "OpenRouter, usage beside an unfinished choice (to 2026-01)",
  source: "recordings of 20 streams: `rc rC+ rcF rcU $`",
  model: "anthropic/claude-sonnet-4.5",
  envelope: {
    ...COMMON.envelope,
    keyOrder: ["id", "provider", "model", "object", "created", "choices", "system_fingerprint", "usage"],
    choiceOrder: ["index", "delta", "finish_reason", "native_finish_reason", "logprobs"],
    deltaOrder: ["role", "content", "reasoning", "reasoning_details", "tool_calls"],
    choiceExtras: { logprobs: null },
  },
  opening: "role_and_content",
  contentBeside: "null",
  usage: { ...COMMON.usage, place: "tail_choice" },
} as const satisfies DialectProfile;

/** March 2026, and what the documents describe: the usage in a chunk of its own. */
export const OPENROUTER_B_PROFILE = {
  ...COMMON,
  name: "openrouter-b",
  title: "OpenRouter, usage in a chunk of its own (2026-03)",
  source: "one recorded stream, and the documents",
} as const satisfies DialectProfile;

/** Since April 2026: the last chunk says the finish again, with the usage. */
export const OPENROUTER_C_PROFILE = {
  ...COMMON,
  name: "openrouter-c",
  title: "OpenRouter, finish repeated with the usage (since 2026-04)",
  source: "recordings of 113 streams: `rRc+ rC+ rcF rcFU $` 41",
  usage: { ...COMMON.usage, place: "repeated_finish" },
} as const satisfies DialectProfile;
