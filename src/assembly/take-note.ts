/** Notes one oddity at the payload being folded. */
import type { FoldState } from "./fold-state.ts";
import { jsonText } from "./json-text.ts";

const QUOTED_CHARS_MAX = 80;

/** `about` is the value in question; it is quoted as JSON, cut at 80 characters. */
export function takeNote(state: FoldState, code: string, text: string, about?: unknown): void {
  const taken = state.notesByCode.get(code) ?? 0;
  state.notesByCode.set(code, taken + 1);
  // A code at a time: Groq's compound models change the id with every chunk, and must not crowd out the rest.
  if (taken >= state.limits.notesPerCodeKept) return;
  state.notes.push({ code, at: state.at, detail: about === undefined ? text : `${text}: ${quote(about)}` });
}

function quote(about: unknown): string {
  // Strings are cut before they are quoted: a note must not cost what the payload weighs.
  const short = typeof about === "string" ? about.slice(0, QUOTED_CHARS_MAX + 1) : about;
  // Containers are named, not printed, for the same reason.
  if (typeof short === "object" && short !== null)
    return Array.isArray(short) ? `an array of ${short.length}` : "an object";
  const text = jsonText(short) ?? typeof about;
  return text.length > QUOTED_CHARS_MAX ? `${text.slice(0, QUOTED_CHARS_MAX)}…` : text;
}
