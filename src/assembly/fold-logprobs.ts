/** Folds the log probabilities of one choice. */
import { appendAll } from "./append-all.ts";
import type { ChoiceState } from "./fold-state.ts";
import { isJsonObject } from "./json-object.ts";

/**
 * F29: append by sub-array: `content`, `refusal`, DeepSeek's `reasoning_content`, and the legacy arrays (`tokens`,
 * `token_logprobs`, …) in the same way. A bare number is one token's, kept under `token_logprobs`.
 */
export function foldLogprobs(choice: ChoiceState, value: unknown): void {
  if (typeof value === "number") return void listOf(choice, "token_logprobs").push(value);
  if (!isJsonObject(value)) return;
  choice.logprobs ??= new Map();
  for (const [name, member] of Object.entries(value)) {
    if (member === null || member === undefined) continue;
    if (Array.isArray(member)) appendAll(listOf(choice, name), member);
    else choice.logprobs.set(name, member);
  }
}

function listOf(choice: ChoiceState, name: string): unknown[] {
  choice.logprobs ??= new Map();
  const known = choice.logprobs.get(name);
  if (Array.isArray(known)) return known;
  const fresh: unknown[] = [];
  choice.logprobs.set(name, fresh);
  return fresh;
}
