/** How Together spells its streams: a copy of each piece, the role everywhere, nulls on continuations. */
import { TOGETHER } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const TOGETHER_PROFILE = {
  ...OPENAI_PROFILE,
  name: "together",
  dialect: "together",
  title: "Together",
  source: "recordings of 54 streams: `rc rRc+ rC+ rcF _U $` 33, `rc rRc+ rcT+ rcF _U $` 7",
  model: "openai/gpt-oss-20b",
  idPrefix: "omJKBoT-3pDw3Z-",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "choices", "model", "usage"],
    choiceOrder: ["index", "text", "logprobs", "finish_reason", "seed", "delta"],
    deltaOrder: ["token_id", "role", "content", "tool_calls", "reasoning"],
    extras: {},
    choiceExtras: { logprobs: null, seed: 12658879820317954000 },
    deltaNulls: ["token_id", "tool_calls", "reasoning"],
    copy: "piece_text",
  },
  opening: "role_and_content",
  role: "every",
  contentBeside: "empty",
  contentBesideCalls: "empty",
  reasoning: "reasoning",
  reasoningBeside: "null",
  tools: {
    mode: "streamed",
    firstArguments: "empty",
    laterId: "null",
    laterName: "null",
    type: "every",
    index: "from_zero",
    order: ["id", "index", "type", "function"],
  },
  finish: { before: "null", delta: "role_and_content", isEarly: false },
  usage: {
    place: "own_chunk",
    nullOnOthers: true,
    isUnasked: true,
    details: "flat",
    isReasoningApart: false,
    extras: {},
  },
  expresses: TOGETHER.expressible,
} as const satisfies DialectProfile;
