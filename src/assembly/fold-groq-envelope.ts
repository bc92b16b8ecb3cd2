/** Folds Groq's own envelope, `x_groq`. */
import type { FoldState } from "./fold-state.ts";
import { isJsonObject } from "./json-object.ts";
import { takeNote } from "./take-note.ts";

/** F7: a shallow merge; the id comes with the first chunk, the usage with the last. Usage is read at the end (F10). */
export function foldGroqEnvelope(state: FoldState, value: unknown): void {
  if (!isJsonObject(value)) return takeNote(state, "x-groq-invalid", "x_groq is no object", value);
  // A Map of its own, so that no chunk is changed and no name is special.
  const known = state.extensions.get("x_groq");
  const merged = known instanceof GroqMembers ? known : new GroqMembers();
  for (const [name, member] of Object.entries(value))
    if (member !== null && member !== undefined) merged.set(name, member);
  state.extensions.set("x_groq", merged);
}

/** The members merged so far; told from any value of a chunk by its class. */
export class GroqMembers extends Map<string, unknown> {}
