/** Turns the fold's working state into what the stream assembled to. */
import type { WireUsage } from "../schema/index.ts";
import type { Assembled } from "./assembled.ts";
import { closeChoice, membersFrom } from "./close-choice.ts";
import { GroqMembers } from "./fold-groq-envelope.ts";
import type { ChoiceState, FoldState } from "./fold-state.ts";
import { isJsonObject } from "./json-object.ts";
import { takeNote } from "./take-note.ts";

export function closeFold(state: FoldState): Assembled {
  const choices = [...state.choices.values()].sort((one, other) => one.index - other.index);
  noteWhatIsMissing(state, choices);
  noteWhatWasLeftOut(state);
  const closed = choices.map(closeChoice);
  const groq = state.extensions.get("x_groq");
  const extensions = new Map(state.extensions);
  if (groq instanceof GroqMembers) extensions.set("x_groq", membersFrom(groq));
  return {
    id: state.id,
    model: state.model,
    created: state.created,
    message: { choices: closed.map((choice) => choice.message) },
    extras: closed.map((choice) => choice.extras),
    usage: state.usage ?? state.choiceUsage ?? groqUsage(groq),
    error: state.error,
    status: statusOf(state, choices),
    terminated: state.done ? "done" : "eof", // F40: which end is the normal one, the dialect says.
    trailing: state.trailing,
    extensions: membersFrom(extensions),
    notes: state.notes,
  };
}

/** F41: a choice without a finish makes the answer incomplete; so does an answer without any choice. */
function statusOf(state: FoldState, choices: readonly ChoiceState[]): Assembled["status"] {
  if (state.error !== null) return "failed";
  return choices.length > 0 && choices.every((choice) => choice.finish !== null) ? "complete" : "incomplete";
}

/** F10: the last resort, for the older Groq streams that have their usage nowhere else. */
function groqUsage(groq: unknown): WireUsage | null {
  const usage = groq instanceof GroqMembers ? groq.get("usage") : undefined;
  return isJsonObject(usage) ? (usage as WireUsage) : null;
}

/** F42: what never came is a note, and no exception. */
function noteWhatIsMissing(state: FoldState, choices: readonly ChoiceState[]): void {
  if (!state.done) takeNote(state, "done-missing", "the stream ended without [DONE]");
  for (const choice of choices) {
    const where = `choice ${choice.index}`;
    if (choice.role === null) takeNote(state, "role-missing", where);
    if (choice.finish === null) takeNote(state, "finish-missing", where);
    for (const [position, slot] of (choice.tools?.all ?? []).entries()) {
      if (slot.id === null) takeNote(state, "tool-id-missing", `${where}, call ${position} in order of arrival`);
      if (slot.name === null) takeNote(state, "tool-name-missing", `${where}, call ${position} in order of arrival`);
      if (slot.type === null) takeNote(state, "tool-type-missing", `${where}, call ${position} in order of arrival`);
    }
  }
}

/** The last notes: how much was left out of the notes and of what came after `[DONE]`. */
function noteWhatWasLeftOut(state: FoldState): void {
  const { notesPerCodeKept } = state.limits;
  const counts = [...state.notesByCode].flatMap(([code, taken]) =>
    taken > notesPerCodeKept ? [`${taken - notesPerCodeKept} of ${code}`] : [],
  );
  if (state.trailingLeftOut > 0) takeNote(state, "trailing-left-out", `payloads left out: ${state.trailingLeftOut}`);
  if (counts.length > 0) {
    state.notes.push({ code: "notes-left-out", at: state.at, detail: `notes left out: ${counts.join(", ")}` });
  }
}
