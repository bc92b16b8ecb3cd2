/** Counts what has been told so far of a usage. */
import type { WireUsage } from "../../src/schema/index.ts";

/** A running total at a share of the answer, from 0 to 1: never more than the whole, without the details. */
export function runningUsage({ prompt_tokens, completion_tokens }: WireUsage, share: number): WireUsage {
  const completed = Math.floor((completion_tokens ?? 0) * share);
  return { prompt_tokens, completion_tokens: completed, total_tokens: (prompt_tokens ?? 0) + completed };
}
