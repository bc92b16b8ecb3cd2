/** How the server of llama.cpp spells its streams: choices first, arguments in the first fragment, timings at the end. */
import { LLAMACPP } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const LLAMACPP_PROFILE = {
  ...OPENAI_PROFILE,
  name: "llamacpp",
  dialect: "llamacpp",
  title: "llama.cpp",
  source: "recordings of 80 streams: `r C+ F $` 27, `r R+ C F $` 20, `r R+ T+ F $` 6",
  model: "unsloth/gemma-4-E2B-it-GGUF",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["choices", "created", "id", "model", "system_fingerprint", "object", "usage"],
    choiceOrder: ["finish_reason", "index", "delta"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    created: "drifting",
    extras: { system_fingerprint: "b10452-b94041a98" },
    choiceExtras: {},
  },
  opening: "role",
  reasoning: "reasoning_content",
  tools: { ...OPENAI_PROFILE.tools, firstArguments: "piece" },
  usage: { ...OPENAI_PROFILE.usage, nullOnOthers: false, details: "none" },
  expresses: LLAMACPP.expressible,
} as const satisfies DialectProfile;
