/** Checks a copy of the text beside the delta, and folds nothing of it. */
import type { ChoiceState, FoldState } from "./fold-state.ts";
import { isJsonObject } from "./json-object.ts";
import { takeNote } from "./take-note.ts";

/**
 * F34: `message` is the text so far (Perplexity) or a copy of the delta (Writer); a fold that takes it for the message
 * loses text. F35: `text` is a copy of the delta's content (Together). A copy that differs from both is noted.
 */
export function checkSnapshots(
  state: FoldState,
  choice: ChoiceState,
  name: "message" | "text",
  value: unknown,
  delta: unknown,
): void {
  const copy = name === "message" && isJsonObject(value) ? value["content"] : value;
  if (typeof copy !== "string") return;
  const piece = isJsonObject(delta) && typeof delta["content"] === "string" ? delta["content"] : "";
  if (copy === piece) return;
  if (name === "message" && copy === (choice.content ?? "")) return;
  takeNote(state, `${name}-copy-differs`, `the copy has ${copy.length} characters, the delta ${piece.length}`);
}
