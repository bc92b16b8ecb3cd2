/** How the LiteLLM proxy spells its streams: the request's options echoed, an empty choice behind the usage. */
import { LITELLM } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const LITELLM_PROFILE = {
  ...OPENAI_PROFILE,
  name: "litellm",
  dialect: "litellm",
  title: "LiteLLM proxy",
  isProvisional: true,
  source: "two recorded streams: `rC C+ F U 0 $`, `rC C+ F 0 U $`",
  model: "claude-sonnet-4-6",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "created", "model", "object", "choices", "stream_options", "usage"],
    choiceOrder: ["finish_reason", "index", "delta"],
    deltaOrder: ["role", "content", "reasoning_content", "tool_calls"],
    extras: { stream_options: { include_usage: true } },
    choiceExtras: {},
  },
  opening: "with_payload",
  reasoning: "reasoning_content",
  finish: { before: "absent", delta: "empty", isEarly: false },
  usage: { ...OPENAI_PROFILE.usage, place: "tail_choice", nullOnOthers: false },
  trailer: "empty_choice",
  expresses: LITELLM.expressible,
} as const satisfies DialectProfile;
