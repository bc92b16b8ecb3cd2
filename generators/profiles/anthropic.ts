/** How Anthropic's compatible endpoint spells its streams: calls are numbered from one. */
import { ANTHROPIC } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const ANTHROPIC_PROFILE = {
  ...OPENAI_PROFILE,
  name: "anthropic",
  dialect: "anthropic",
  title: "Anthropic, OpenAI compatible",
  isProvisional: true,
  source: "one recorded stream with its ids blanked, and the documents",
  model: "claude-haiku-4-5-20251001",
  idPrefix: "msg_",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "choices", "usage"],
    choiceOrder: ["index", "delta", "finish_reason"],
    extras: {},
    choiceExtras: {},
  },
  opening: "role",
  tools: { ...OPENAI_PROFILE.tools, index: "from_one" },
  usage: { ...OPENAI_PROFILE.usage, nullOnOthers: false, details: "none" },
  expresses: ANTHROPIC.expressible,
} as const satisfies DialectProfile;
