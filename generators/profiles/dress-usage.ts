/** Writes token counts in the members of a dialect. */
import type { WireUsage } from "../../src/schema/index.ts";
import type { Knobs } from "./dialect-profile.ts";

/** Tokens. `cached` is a part of the prompt, `reasoning` a part of the completion. */
export type TokenCounts = {
  readonly prompt: number;
  readonly completion: number;
  readonly cached: number;
  readonly reasoning: number;
};

export function dressUsage({ details, isReasoningApart, extras }: Knobs["usage"], counts: TokenCounts): WireUsage {
  const { prompt, completion, cached, reasoning } = counts;
  const totals = {
    prompt_tokens: prompt,
    completion_tokens: isReasoningApart ? completion - reasoning : completion,
    total_tokens: prompt + completion,
  };
  if (details === "none") return { ...totals, ...extras };
  if (details === "flat") return { ...totals, cached_tokens: cached, reasoning_tokens: reasoning, ...extras };
  return {
    ...totals,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
    ...extras,
  };
}
