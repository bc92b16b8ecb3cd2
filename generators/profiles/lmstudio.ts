/** How LM Studio is documented to spell its streams: the model's name for a fingerprint. */
import { LMSTUDIO } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

const MODEL = "qwen/qwen3-30b-a3b";

export const LMSTUDIO_PROFILE = {
  ...OPENAI_PROFILE,
  name: "lmstudio",
  dialect: "lmstudio",
  title: "LM Studio",
  isProvisional: true,
  source: "the documents; no raw recording",
  model: MODEL,
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "system_fingerprint", "choices", "usage"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    extras: { system_fingerprint: MODEL },
  },
  opening: "with_payload",
  reasoning: "reasoning_content",
  usage: { ...OPENAI_PROFILE.usage, nullOnOthers: false, details: "none" },
  expresses: LMSTUDIO.expressible,
} as const satisfies DialectProfile;
