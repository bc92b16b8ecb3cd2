/** How Databricks spells its streams: usage on every chunk, its counters null until the finish. */
import { DATABRICKS } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const DATABRICKS_PROFILE = {
  ...OPENAI_PROFILE,
  name: "databricks",
  dialect: "databricks",
  title: "Databricks",
  source: "recordings of 17 streams: `rCU+ rcFU $` 9, `rCU+ rTU+ rcFU $` 4",
  model: "us.anthropic.claude-3-7-sonnet",
  idPrefix: "msg_bdrk_",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["model", "choices", "usage", "object", "id", "created"],
    choiceOrder: ["delta", "index", "finish_reason"],
    extras: {},
    choiceExtras: {},
  },
  opening: "with_payload",
  role: "every",
  contentBeside: "null",
  contentBesideCalls: "null",
  finish: { before: "null", delta: "role_and_content", isEarly: false },
  usage: {
    place: "every_with_nulls",
    nullOnOthers: false,
    isUnasked: true,
    details: "none",
    isReasoningApart: false,
    extras: { cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
  },
  expresses: DATABRICKS.expressible,
} as const satisfies DialectProfile;
