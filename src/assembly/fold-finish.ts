/** Folds a finish reason. */
import type { ChoiceState, FoldState } from "./fold-state.ts";
import { takeNote } from "./take-note.ts";

/**
 * F26: last non-empty. OpenRouter says it twice (the same), old Ollama says "" until the end, and a null after the
 * finish takes nothing back.
 */
export function foldFinish(state: FoldState, choice: ChoiceState, value: unknown): void {
  if (typeof value !== "string") return takeNote(state, "finish-invalid", "finish_reason is no string", value);
  if (value === "") return;
  if (choice.finish !== null && choice.finish !== value) {
    takeNote(state, "finish-changed", `it was ${choice.finish.slice(0, 40)}`, value);
  }
  choice.finish = value;
}
