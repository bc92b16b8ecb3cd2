/** Folds the tools that a provider ran by itself. */
import type { ChoiceState, FoldState } from "./fold-state.ts";
import { isJsonObject } from "./json-object.ts";
import { jsonText } from "./json-text.ts";
import { takeNote } from "./take-note.ts";

/**
 * F32: Groq sends a call twice, first without its output, its arguments in full each time, and gives index 0 to
 * different calls. Same index, type, name and arguments are one call, whose later members win; nothing is concatenated.
 */
export function foldExecutedTools(state: FoldState, choice: ChoiceState, value: unknown): void {
  if (!Array.isArray(value)) return takeNote(state, "executed-tools-invalid", "executed_tools is no array", value);
  for (const entry of value as readonly unknown[]) {
    if (!isJsonObject(entry)) {
      takeNote(state, "executed-tools-invalid", "an entry is no object", entry);
      continue;
    }
    const { index, type, name, arguments: args } = entry;
    const key = jsonText([index ?? 0, type ?? null, name ?? null, args ?? null]) ?? `entry ${choice.executed.size}`;
    let known = choice.executed.get(key);
    if (known === undefined) choice.executed.set(key, (known = new Map()));
    for (const [member, sent] of Object.entries(entry)) {
      if (!known.has(member) || (sent !== null && sent !== undefined)) known.set(member, sent);
    }
  }
}
