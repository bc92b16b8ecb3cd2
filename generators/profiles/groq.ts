/** How Groq spells its streams: an envelope of its own, whole tool calls, escaped HTML. */
import { GROQ } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const GROQ_PROFILE = {
  ...OPENAI_PROFILE,
  name: "groq",
  dialect: "groq",
  title: "Groq",
  source: "recordings of 73 streams: `rc C+ F $` 11, `rc R+ T FU $` 11, `rc R+ C+ FU $` 9; HTML escapes 13",
  model: "openai/gpt-oss-120b",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "system_fingerprint", "choices", "x_groq", "usage"],
    deltaOrder: ["role", "content", "reasoning", "channel", "tool_calls"],
    extras: { system_fingerprint: "fp_e8236260a9" },
  },
  opening: "role_and_content",
  reasoning: "reasoning",
  tools: { ...OPENAI_PROFILE.tools, mode: "whole_together", order: ["id", "type", "function", "index"] },
  usage: {
    place: "x_groq_and_finish",
    nullOnOthers: false,
    isUnasked: true,
    details: "openai",
    isReasoningApart: false,
    extras: { queue_time: 0.005354561, total_time: 0.395972872 },
  },
  framing: { ...OPENAI_PROFILE.framing, escapes: "html" },
  expresses: GROQ.expressible,
} as const satisfies DialectProfile;

/** Compound models: the id changes with every chunk, no role is sent, usage is in `x_groq` alone. */
export const GROQ_COMPOUND_PROFILE = {
  ...GROQ_PROFILE,
  name: "groq-compound",
  title: "Groq, compound models",
  source: "recordings of 18 streams with changing ids, 15 without a role, 29 with usage in x_groq alone",
  model: "groq/compound",
  envelope: { ...GROQ_PROFILE.envelope, id: "changing", created: "drifting" },
  opening: "with_payload",
  role: "never",
  usage: { ...GROQ_PROFILE.usage, place: "x_groq" },
} as const satisfies DialectProfile;
