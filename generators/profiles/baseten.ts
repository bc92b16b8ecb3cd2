/** How Baseten spells its streams: running usage on every chunk, and once more on its own. */
import { BASETEN } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const BASETEN_PROFILE = {
  ...OPENAI_PROFILE,
  name: "baseten",
  dialect: "baseten",
  title: "Baseten",
  source: "recordings of 35 streams: `rU RU+ CU+ FU _U $` 5, `rU RU+ TU+ FU _U $` 3; usage on every chunk 35",
  model: "zai-org/GLM-5.2",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "choices", "created", "model", "object", "usage"],
    choiceOrder: ["index", "delta", "finish_reason", "stop_reason"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    extras: {},
    choiceExtras: {},
  },
  opening: "role",
  reasoning: "reasoning_content",
  tools: { ...OPENAI_PROFILE.tools, firstArguments: "piece", laterId: "repeated", laterName: "null" },
  finish: { before: "absent", delta: "empty", isEarly: false },
  usage: { ...OPENAI_PROFILE.usage, place: "every_and_own_chunk", nullOnOthers: false, isUnasked: true },
  expresses: BASETEN.expressible,
} as const satisfies DialectProfile;

/** The finish before the last text: readers that stop there lose it. */
export const BASETEN_EARLY_PROFILE = {
  ...BASETEN_PROFILE,
  name: "baseten-early",
  title: "Baseten, text after the finish",
  source: "recordings of 3 streams with the finish on the last piece of reasoning",
  opening: "with_payload",
  finish: { before: "absent", delta: "payload", isEarly: true },
} as const satisfies DialectProfile;
