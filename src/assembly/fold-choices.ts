/** Folds the choices of one chunk, each into its own slot. */
import type { FoldOptions } from "./fold-options.ts";
import { foldChoice } from "./fold-choice.ts";
import { openChoice, type ChoiceState, type FoldState } from "./fold-state.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { takeNote } from "./take-note.ts";

export function foldChoices(state: FoldState, chunk: JsonObject, options: FoldOptions): void {
  const choices = chunk["choices"];
  // `choices` may be absent (gpt-audio heartbeats), null (ATOM) or empty (usage, Azure's first chunk).
  if (choices === null || choices === undefined) return;
  if (!Array.isArray(choices)) return takeNote(state, "choices-invalid", "choices is no array", choices);
  for (const choice of choices as readonly unknown[]) {
    if (!isJsonObject(choice)) takeNote(state, "choice-invalid", "a choice is no object", choice);
    else foldChoice(state, choiceOf(state, choice["index"]), choice, options);
  }
}

/** F11: the index is the slot key, not the position in the array; absent counts as 0. */
function choiceOf(state: FoldState, sent: unknown): ChoiceState {
  let index = 0;
  if (typeof sent === "number" && Number.isSafeInteger(sent) && sent >= 0) index = sent === 0 ? 0 : sent;
  else if (sent !== null && sent !== undefined) takeNote(state, "choice-index-invalid", "taken for 0", sent);
  const known = state.choices.get(index);
  if (known !== undefined) return known;
  const fresh = openChoice(index);
  state.choices.set(index, fresh);
  return fresh;
}
