/** How Bedrock's compatible endpoints are reported to spell their streams: padding inside the choice. */
import { BEDROCK } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const BEDROCK_PROFILE = {
  ...OPENAI_PROFILE,
  name: "bedrock",
  dialect: "bedrock",
  title: "Amazon Bedrock, OpenAI compatible",
  isProvisional: true,
  source: "recordings that a client had rewritten",
  model: "openai.gpt-oss-120b",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "object", "created", "model", "service_tier", "choices", "usage"],
    choiceOrder: ["index", "delta", "finish_reason", "obfuscation"],
    deltaOrder: ["role", "content", "reasoning", "tool_calls"],
    extras: { service_tier: "default" },
    choiceExtras: { obfuscation: "yFpQ" },
  },
  reasoning: "reasoning",
  tools: { ...OPENAI_PROFILE.tools, type: "every" },
  finish: { before: "null", delta: "payload", isEarly: false },
  usage: { ...OPENAI_PROFILE.usage, nullOnOthers: false, details: "none" },
  expresses: BEDROCK.expressible,
} as const satisfies DialectProfile;
