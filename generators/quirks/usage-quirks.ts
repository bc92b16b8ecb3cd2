/** Quirks of where the usage stands, and whether. */
import type { Members } from "../profiles/dialect-profile.ts";
import { runningUsage } from "../spell/running-usage.ts";
import { choicesOf, isMembers } from "./map-chunk.ts";
import type { Quirk } from "./quirk.ts";

export const USAGE_QUIRKS: readonly Quirk[] = [
  {
    id: "usage/missing",
    title: "Usage was asked for and does not come.",
    level: "observe",
    basis: "field",
    profile: "core",
    source: "4 of 429 streams recorded from OpenAI, 20 of 20 behind one proxy; case usage/never-sent",
    keeps: (truth) => ({ ...truth, usage: null }),
    on: "chunks",
    apply: (chunks) => chunks.map(withoutUsage).filter((chunk) => !isEmptied(chunk)),
  },
  {
    id: "usage/null-before",
    title: "Usage is null on every chunk but its own.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: "openai:chat-streaming#include_usage",
    on: "chunks",
    apply: (chunks) => chunks.map(liftUsage).map((chunk) => ({ ...chunk, usage: chunk["usage"] ?? null })),
  },
  {
    id: "usage/running-totals",
    title: "Every chunk has the usage so far.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "149 recorded streams: Perplexity, Baseten, Databricks, Hugging Face",
    on: "chunks",
    apply: (chunks) => {
      const lifted = chunks.map(liftUsage);
      const last = lifted.findLastIndex((chunk) => isMembers(chunk["usage"]));
      const usage = lifted[last]?.["usage"];
      if (!isMembers(usage)) return chunks;
      return lifted.map((chunk, at) =>
        at < last && chunk["id"] !== "" ? { ...chunk, usage: runningUsage(usage, at / last) } : chunk,
      );
    },
  },
  {
    id: "usage/own-chunk",
    title: "Usage comes in a last chunk with empty choices.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: "openai:chat-streaming#include_usage; 983 recorded streams",
    on: "chunks",
    apply: (chunks) => {
      const bearer = chunks.map(liftUsage).findLast((chunk) => isMembers(chunk["usage"]));
      if (bearer === undefined) return chunks;
      const { choices: _choices, x_groq: _groq, ...envelope } = bearer;
      return [...chunks.map(withoutUsage), { ...envelope, choices: [] }];
    },
  },
  {
    id: "usage/with-finish",
    title: "Usage comes on the chunk of the last finish.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "712 recorded streams: Mistral, DeepSeek, Groq, Cerebras, Z.ai; case usage/on-finish-chunk",
    on: "chunks",
    apply: (chunks) => {
      const lifted = chunks.map(liftUsage);
      const usage = lifted.findLast((chunk) => isMembers(chunk["usage"]))?.["usage"];
      const end = lifted.findLastIndex((chunk) =>
        choicesOf(chunk).some(({ finish_reason }) => typeof finish_reason === "string" && finish_reason !== ""),
      );
      if (usage === undefined || end === -1) return chunks;
      const moved = lifted.map((chunk, at) => (at === end ? { ...chunk, usage } : withoutTopUsage(chunk)));
      return moved.filter((chunk, at) => at <= end || !isEmptied(chunk));
    },
  },
];

function withoutTopUsage({ usage: _usage, ...chunk }: Members): Members {
  return chunk;
}

/** Usage that stands in `x_groq` or in a choice alone (Groq's compound models, Moonshot), moved up to the chunk. */
function liftUsage(chunk: Members): Members {
  if (isMembers(chunk["usage"])) return chunk;
  const holders = [chunk["x_groq"], ...choicesOf(chunk)].filter(isMembers);
  const usage = holders.map((holder) => holder["usage"]).find(isMembers);
  return usage === undefined ? chunk : { ...withoutUsage(chunk), usage };
}

/** Also inside `x_groq` and the choices. */
function withoutUsage(chunk: Members): Members {
  const { usage: _usage, x_groq, ...rest } = chunk;
  const groq = isMembers(x_groq) ? { x_groq: withoutTopUsage(x_groq) } : {};
  const choices = choicesOf(chunk).map(withoutTopUsage);
  return { ...rest, ...groq, ...(choices.length > 0 ? { choices } : {}) };
}

/** A chunk that was there for its usage only. */
function isEmptied(chunk: Members): boolean {
  const isOther = chunk["prompt_filter_results"] !== undefined || chunk["moderation"] !== undefined;
  return Array.isArray(chunk["choices"]) && choicesOf(chunk).length === 0 && !isOther;
}
