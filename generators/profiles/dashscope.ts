/** How DashScope (Qwen) spells its streams: empty ids and names on continuations, usage null until the end. */
import { DASHSCOPE } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const DASHSCOPE_PROFILE = {
  ...OPENAI_PROFILE,
  name: "dashscope",
  dialect: "dashscope",
  title: "DashScope",
  source: "recordings of 189 streams: `rc C+ cF _U $` 97, `rcT cT+ F _U $` 19; empty ids on continuations 29",
  model: "qwen3.8-max",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["model", "id", "choices", "created", "object", "usage"],
    choiceOrder: ["delta", "index", "finish_reason", "logprobs"],
    deltaOrder: ["tool_calls", "content", "reasoning_content", "role"],
    extras: {},
  },
  role: "first_then_null",
  contentBeside: "empty",
  contentBesideCalls: "empty",
  reasoning: "reasoning_content",
  tools: {
    mode: "streamed",
    firstArguments: "empty",
    laterId: "empty",
    laterName: "empty",
    type: "every",
    index: "from_zero",
    order: ["function", "index", "id", "type"],
  },
  finish: { before: "null", delta: "content", isEarly: false },
  expresses: DASHSCOPE.expressible,
} as const satisfies DialectProfile;
