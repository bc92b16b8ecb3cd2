/** How Z.ai spells its streams: the role everywhere, no finish_reason until the end, usage on the finish chunk. */
import { ZAI } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const ZAI_PROFILE = {
  ...OPENAI_PROFILE,
  name: "zai",
  dialect: "zai",
  title: "Z.ai",
  source: "recordings of 10 streams: `rR+ rC+ rcFU $` 4, `rR+ rC+ T rcFU $` 2",
  model: "glm-4.7",
  idPrefix: "202607010739425543ff",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "created", "object", "model", "choices", "usage"],
    choiceOrder: ["index", "finish_reason", "delta"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    extras: {},
    choiceExtras: {},
  },
  opening: "with_payload",
  role: "every_but_calls",
  reasoning: "reasoning_content",
  tools: { ...OPENAI_PROFILE.tools, mode: "whole" },
  finish: { before: "absent", delta: "role_and_content", isEarly: false },
  usage: { ...OPENAI_PROFILE.usage, place: "finish", nullOnOthers: false, isUnasked: true },
  expresses: ZAI.expressible,
} as const satisfies DialectProfile;
