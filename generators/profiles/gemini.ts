/** How Gemini's compatible endpoint is reported to spell its streams: whole calls without an index, `stop` after them. */
import { GEMINI } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const GEMINI_PROFILE = {
  ...OPENAI_PROFILE,
  name: "gemini",
  dialect: "gemini",
  title: "Gemini, OpenAI compatible",
  isProvisional: true,
  source: "issues of clients and their types; no raw recording",
  model: "gemini-2.5-flash",
  idPrefix: "",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["choices", "created", "id", "model", "object", "usage"],
    choiceOrder: ["delta", "finish_reason", "index"],
    extras: {},
    choiceExtras: {},
  },
  opening: "with_payload",
  role: "every",
  tools: {
    ...OPENAI_PROFILE.tools,
    mode: "whole_together",
    type: "every",
    index: "absent",
    order: ["function", "id", "type"],
  },
  finish: { before: "absent", delta: "payload", isEarly: false },
  usage: { ...OPENAI_PROFILE.usage, place: "finish", nullOnOthers: false, details: "none" },
  expresses: GEMINI.expressible,
} as const satisfies DialectProfile;
