/** Folds the log probabilities of one choice. */
import { appendAll } from "./append-all.ts";
import type { ChoiceState, FoldState } from "./fold-state.ts";
import { isJsonObject } from "./json-object.ts";
import { takeNote } from "./take-note.ts";

/**
 * F29: append by sub-array: `content`, `refusal`, DeepSeek's `reasoning_content`, and the legacy arrays (`tokens`,
 * `token_logprobs`, …) in the same way. A bare number is one token's, kept under `token_logprobs`.
 */
export function foldLogprobs(state: FoldState, choice: ChoiceState, value: unknown): void {
  if (typeof value === "number") return void listOf(choice, "token_logprobs").push(value);
  if (!isJsonObject(value)) return takeNote(state, "logprobs-invalid", "logprobs is no object", value);
  for (const [name, member] of Object.entries(value)) {
    // Null where nothing was sent: `{content: null, refusal: null}` is nothing, too.
    if (member === null || member === undefined) continue;
    if (Array.isArray(member)) appendAll(listOf(choice, name), member);
    else (choice.logprobs ??= new Map()).set(name, member);
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
