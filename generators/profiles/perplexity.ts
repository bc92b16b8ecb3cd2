/** How Perplexity spells its streams: CRLF, no [DONE], running usage and the running answer on every chunk. */
import { PERPLEXITY } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";

export const PERPLEXITY_PROFILE = {
  ...OPENAI_PROFILE,
  name: "perplexity",
  dialect: "perplexity",
  title: "Perplexity",
  source: "recordings of 67 streams: `rCU+ rcFU <eof>` 67; spaces after colons and commas 64",
  model: "sonar",
  idPrefix: "8bd75263-c94d-424d-8ee5-",
  envelope: {
    ...OPENAI_PROFILE.envelope,
    keyOrder: ["id", "model", "created", "usage", "citations", "search_results", "object", "choices"],
    choiceOrder: ["index", "finish_reason", "message", "delta"],
    created: "drifting",
    extras: { citations: [], search_results: [] },
    choiceExtras: {},
    copy: "running_message",
  },
  opening: "with_payload",
  role: "every",
  tools: { ...OPENAI_PROFILE.tools, mode: "none" },
  finish: { before: "null", delta: "role_and_content", isEarly: false },
  usage: {
    place: "every",
    nullOnOthers: false,
    isUnasked: true,
    details: "none",
    isReasoningApart: false,
    extras: { search_context_size: "low", cost: { input_tokens_cost: 0.000139, total_cost: 0.005141 } },
  },
  framing: {
    eol: "crlf",
    done: false,
    spacing: "python",
    escapes: "none",
    comment: { text: "ping - 2026-06-08 18:49:47.737080", isInside: true },
  },
  expresses: PERPLEXITY.expressible,
} as const satisfies DialectProfile;
