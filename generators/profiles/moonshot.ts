/** How Moonshot (Kimi) is specified to spell its streams: an empty piece where reasoning ends, usage in the last choice. */
import { MOONSHOT } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const MOONSHOT_PROFILE = {
  ...OPENAI_PROFILE,
  name: "moonshot",
  dialect: "moonshot",
  title: "Moonshot (Kimi)",
  isProvisional: true,
  source: "the Kimi vendor specification with its tests; no raw recording",
  model: "kimi-k2.5",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "choices", "usage"],
    choiceOrder: ["index", "delta", "finish_reason", "usage"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    extras: {},
    choiceExtras: {},
  },
  opening: "role_and_content",
  reasoning: "reasoning_content",
  boundary: true,
  usage: { ...OPENAI_PROFILE.usage, place: "choice", nullOnOthers: false, isUnasked: true },
  expresses: MOONSHOT.expressible,
} as const satisfies DialectProfile;
