/** How opencode's gateway spells its streams: everything on the last chunk, and its cost after [DONE]. */
import { OPENCODE } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const OPENCODE_PROFILE = {
  ...OPENAI_PROFILE,
  name: "opencode",
  dialect: "opencode",
  title: "opencode zen",
  isProvisional: true,
  source: "one recorded stream",
  model: "glm-5.2",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "choices", "usage"],
    choiceOrder: ["index", "delta", "finish_reason"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    extras: {},
    choiceExtras: {},
  },
  opening: "with_payload",
  role: "every",
  reasoning: "reasoning_content",
  reasoningBeside: "null",
  finish: { before: "null", delta: "payload", isEarly: false },
  usage: { ...OPENAI_PROFILE.usage, place: "finish", nullOnOthers: false, isUnasked: true },
  trailer: "cost_after_done",
  framing: { ...OPENAI_PROFILE.framing, spacing: "python" },
  expresses: OPENCODE.expressible,
} as const satisfies DialectProfile;
