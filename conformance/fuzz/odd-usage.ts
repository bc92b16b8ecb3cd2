/** Quirks of the usage that are drawn only here, each after a case of the catalogue and at its level. */
import type { Members } from "../../generators/index.ts";
import { envelopeOf, isMembers, mapChoices } from "../../generators/quirks/map-chunk.ts";
import type { ChunksQuirk } from "./fuzz-quirk.ts";

const FIELD = { basis: "field", profile: "core", on: "chunks" } as const;

export const ODD_USAGE: readonly ChunksQuirk[] = [
  {
    ...FIELD,
    id: "usage/null-after",
    title: "A chunk whose usage is null follows the usage.",
    level: "should",
    source: "case usage/null-after-usage",
    apply(chunks) {
      const last = chunks.at(-1);
      const isCounted = chunks.some((chunk) => isMembers(chunk["usage"]));
      return last === undefined || !isCounted ? chunks : [...chunks, { ...envelopeOf(last), choices: [], usage: null }];
    },
  },
  {
    ...FIELD,
    id: "usage/zeros-first",
    title: "The first chunk counts nothing, the last all.",
    level: "should",
    source: "case usage/zeros-before-the-end",
    apply: (chunks) => beforeUsage(chunks, { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }),
  },
  {
    ...FIELD,
    id: "usage/promised",
    title: "Counters are there from the start, and null until the end.",
    level: "should",
    source: "recorded from Databricks; case usage/counts-null",
    apply: (chunks) => beforeUsage(chunks, { prompt_tokens: 3, completion_tokens: null, total_tokens: null }),
  },
  {
    ...FIELD,
    id: "usage/cache-beside",
    title: "Tokens from the cache are counted beside those of the prompt, which has them already.",
    level: "should",
    source: "case usage/cache-counts-beside; DeepSeek",
    keeps: (truth) => ({ ...truth, usage: truth.usage === null ? null : withCache(truth.usage) }),
    apply: (chunks) =>
      mapChoices(chunks, (choice) => withUsage(choice)).map((chunk) => {
        const { x_groq } = chunk;
        return withUsage(isMembers(x_groq) ? { ...chunk, x_groq: withUsage(x_groq) } : chunk);
      }),
  },
];

// --- internal ---

/** On the first chunk, where the true usage follows on another. */
function beforeUsage(chunks: readonly Members[], usage: Members): readonly Members[] {
  const last = chunks.findLastIndex((chunk) => isMembers(chunk["usage"]));
  return chunks.map((chunk, at) => (at === 0 && last > 0 && chunk["id"] !== "" ? { ...chunk, usage } : chunk));
}

function withUsage(holder: Members): Members {
  const { usage } = holder;
  return isMembers(usage) ? { ...holder, usage: withCache(usage) } : holder;
}

/** Where the whole prompt came from the cache. */
function withCache<Usage extends Members>(usage: Usage): Usage {
  const { prompt_tokens } = usage;
  return typeof prompt_tokens === "number"
    ? { ...usage, prompt_cache_hit_tokens: prompt_tokens, prompt_cache_miss_tokens: 0 }
    : usage;
}
