/** Folds structured reasoning into blocks. */
import type { ChoiceState, FoldState } from "./fold-state.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { takeNote } from "./take-note.ts";

/**
 * F17: append, except that a piece of text or summary joins the entry just before it. OpenRouter's index is always 0,
 * so joining by index alone would glue a summary to an encrypted block.
 */
export function foldReasoningDetails(state: FoldState, choice: ChoiceState, value: unknown): void {
  if (value === null || value === undefined) return;
  if (!Array.isArray(value))
    return takeNote(state, "reasoning-details-invalid", "reasoning_details is no array", value);
  for (const entry of value as readonly unknown[]) {
    if (!isJsonObject(entry)) {
      takeNote(state, "reasoning-details-invalid", "an entry is no object", entry);
      continue;
    }
    const text = textOf(entry);
    if (text !== null) choice.detailsText = (choice.detailsText ?? "") + text;
    const last = choice.details.at(-1);
    if (last !== undefined && belongsTo(last, entry)) joinEntry(last, entry);
    else choice.details.push(new Map(Object.entries(entry)));
  }
}

function textOf(entry: JsonObject): string | null {
  if (entry["type"] === "reasoning.text" && typeof entry["text"] === "string") return entry["text"];
  if (entry["type"] === "reasoning.summary" && typeof entry["summary"] === "string") return entry["summary"];
  return null;
}

function belongsTo(last: ReadonlyMap<string, unknown>, entry: JsonObject): boolean {
  const type = entry["type"];
  // Encrypted and unknown entries stand alone: their data are no text to be continued.
  if (type !== "reasoning.text" && type !== "reasoning.summary") return false;
  if (last.get("type") !== type) return false;
  if ((last.get("index") ?? 0) !== (entry["index"] ?? 0)) return false;
  const [before, after] = [last.get("id"), entry["id"]];
  return isEmpty(before) || isEmpty(after) || before === after;
}

/** Text goes on; everything else is set if it says something. Anthropic's signature comes as a piece of its own. */
function joinEntry(last: Map<string, unknown>, entry: JsonObject): void {
  for (const [name, value] of Object.entries(entry)) {
    if (isEmpty(value)) continue;
    const before = last.get(name);
    const isText = name === "text" || name === "summary";
    if (isText && typeof value === "string" && typeof before === "string") last.set(name, before + value);
    else last.set(name, value);
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}
