/** How Mistral spells its streams: content parts, whole calls with the finish, payload and usage on the last chunk. */
import { MISTRAL } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const MISTRAL_PROFILE = {
  ...OPENAI_PROFILE,
  name: "mistral",
  dialect: "mistral",
  title: "Mistral",
  source: "recordings of 258 streams: `rc C+ cFU $` 129, `rc C+ CFU $` 38, `rc TFU $` 39; content parts 3",
  model: "magistral-medium-latest",
  idPrefix: "9f9d90210f194076abee",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "choices", "usage", "p"],
    choiceOrder: ["index", "delta", "finish_reason"],
    extras: { p: "abcdefghijklm" },
    choiceExtras: {},
  },
  opening: "role_and_content",
  reasoning: "parts",
  tools: { ...OPENAI_PROFILE.tools, mode: "whole_with_finish", type: "never", order: ["id", "function", "index"] },
  finish: { before: "null", delta: "payload", isEarly: false },
  usage: {
    place: "finish",
    nullOnOthers: false,
    isUnasked: true,
    details: "none",
    isReasoningApart: false,
    extras: {},
  },
  expresses: MISTRAL.expressible,
} as const satisfies DialectProfile;
