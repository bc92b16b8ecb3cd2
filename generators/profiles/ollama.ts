/** How Ollama spells its streams: whole calls, reasoning beside empty content, creation times that drift. */
import { OLLAMA } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const OLLAMA_PROFILE = {
  ...OPENAI_PROFILE,
  name: "ollama",
  dialect: "ollama",
  title: "Ollama",
  source: "recordings of 12 streams: `rRc Rc+ C+ c F _U $` 3, `rRc Rc+ cT F _U $` 3",
  model: "gpt-oss:120b",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "system_fingerprint", "choices", "usage"],
    choiceOrder: ["index", "delta", "finish_reason"],
    deltaOrder: ["role", "content", "reasoning", "tool_calls"],
    created: "drifting",
    extras: { system_fingerprint: "fp_ollama" },
    choiceExtras: {},
  },
  opening: "with_payload",
  role: "first",
  contentBeside: "empty",
  contentBesideCalls: "empty",
  reasoning: "reasoning",
  tools: { ...OPENAI_PROFILE.tools, mode: "whole_together", order: ["id", "index", "type", "function"] },
  usage: { ...OPENAI_PROFILE.usage, nullOnOthers: false, details: "none" },
  expresses: OLLAMA.expressible,
} as const satisfies DialectProfile;

/** Older builds: the role on every chunk, and on the finish. */
export const OLLAMA_OLD_PROFILE = {
  ...OLLAMA_PROFILE,
  name: "ollama-old",
  title: "Ollama, older builds",
  source: "recordings of 3 streams: `rRc+ rC+ rcF $` 2, `rRc+ rcT rcF $` 1",
  role: "every",
  finish: { before: "null", delta: "role_and_content", isEarly: false },
} as const satisfies DialectProfile;
