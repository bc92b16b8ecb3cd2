/** How Baseten spells its streams: running usage on every chunk, the finish before the last text. */
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const BASETEN_PROFILE = {
  ...OPENAI_PROFILE,
  name: "baseten",
  dialect: "baseten",
  title: "Baseten",
  source: "recordings of 35 streams: usage on every chunk 35, text after the finish 3, ids on every fragment 6",
  model: "zai-org/GLM-5.2",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "choices", "created", "model", "object", "usage"],
    choiceOrder: ["index", "delta", "finish_reason", "stop_reason"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    extras: {},
    choiceExtras: {},
  },
  opening: "with_payload",
  reasoning: "reasoning_content",
  tools: { ...OPENAI_PROFILE.tools, firstArguments: "piece", laterId: "repeated", laterName: "null" },
  finish: { before: "absent", delta: "payload", isEarly: true },
  usage: { ...OPENAI_PROFILE.usage, place: "every", nullOnOthers: false, isUnasked: true },
  expresses: { finishReasons: ["stop", "length", "tool_calls"], refusal: false, choicesMax: 1 },
} as const satisfies DialectProfile;
