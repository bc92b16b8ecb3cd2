/** How Fireworks is documented to spell its streams: OpenAI's ways with reasoning, usage on the finish chunk. */
import { FIREWORKS } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const FIREWORKS_PROFILE = {
  ...OPENAI_PROFILE,
  name: "fireworks",
  dialect: "fireworks",
  title: "Fireworks",
  isProvisional: true,
  source: "types and documents; no raw recording",
  model: "accounts/fireworks/models/gpt-oss-120b",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "choices", "usage"],
    choiceOrder: ["index", "delta", "finish_reason"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    extras: {},
    choiceExtras: {},
  },
  reasoning: "reasoning_content",
  usage: { ...OPENAI_PROFILE.usage, place: "finish", nullOnOthers: false, isUnasked: true, details: "none" },
  expresses: FIREWORKS.expressible,
} as const satisfies DialectProfile;
