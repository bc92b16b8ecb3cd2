/** Folds the content of one delta: a string, or an array of parts. */
import type { ChoiceState, FoldState } from "./fold-state.ts";
import { isJsonObject } from "./json-object.ts";
import { takeNote } from "./take-note.ts";

export function foldContent(state: FoldState, choice: ChoiceState, value: unknown): void {
  // F13: concatenate. Null until a string comes, so that "never sent" and "sent empty" stay apart.
  if (typeof value === "string") choice.content = choice.content === null ? value : choice.content + value;
  else if (Array.isArray(value)) for (const part of value as readonly unknown[]) foldPart(state, choice, part);
  else takeNote(state, "content-invalid", "content is neither text nor parts", value);
}

/** F14: text is content, the text inside a thinking part is reasoning, other parts are kept (Mistral). */
function foldPart(state: FoldState, choice: ChoiceState, part: unknown): void {
  if (typeof part === "string") {
    choice.content = (choice.content ?? "") + part;
  } else if (isJsonObject(part) && part["type"] === "text" && typeof part["text"] === "string") {
    choice.content = (choice.content ?? "") + part["text"];
  } else if (isJsonObject(part) && part["type"] === "thinking") {
    // Magistral opens with `thinking: []`: a part without text, yet a sign that reasoning was sent.
    choice.thinking = (choice.thinking ?? "") + innerText(part["thinking"]);
  } else if (part !== null && part !== undefined) {
    if (!isPart(part)) takeNote(state, "content-part-invalid", "neither text nor an object of a type", part);
    choice.parts.push(part);
  }
}

function isPart(part: unknown): boolean {
  return isJsonObject(part) && isText(part["type"] ?? "") && isText(part["text"] ?? "");
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function innerText(thinking: unknown): string {
  if (typeof thinking === "string") return thinking;
  if (!Array.isArray(thinking)) return "";
  let text = "";
  for (const inner of thinking as readonly unknown[]) {
    if (typeof inner === "string") text += inner;
    else if (isJsonObject(inner) && typeof inner["text"] === "string") text += inner["text"];
  }
  return text;
}
