/** Folds spoken output. */
import type { ChoiceState, FoldState } from "./fold-state.ts";
import { isJsonObject } from "./json-object.ts";
import { takeNote } from "./take-note.ts";

/** F30: the id is set once, data and transcript go on, the last expiry counts. */
export function foldAudio(state: FoldState, choice: ChoiceState, value: unknown): void {
  if (!isJsonObject(value)) return takeNote(state, "audio-invalid", "audio is no object", value);
  const audio = (choice.audio ??= { id: null, pieces: [], transcript: "", expiresAt: null });
  const { id, data, transcript, expires_at: expiresAt } = value;
  if (typeof id === "string" && id !== "") audio.id ??= id;
  if (typeof data === "string" && data !== "") audio.pieces.push(data);
  if (typeof transcript === "string") audio.transcript += transcript;
  if (typeof expiresAt === "number") audio.expiresAt = expiresAt;
}
