/** Folds the tool call fragments of one delta. */
import type { ChoiceState, FoldState, ToolSlot } from "./fold-state.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { keepExtension } from "./keep-extension.ts";
import { nameSlot, openToolSlots, pickToolSlot } from "./pick-tool-slot.ts";
import { readArguments } from "./read-arguments.ts";
import { takeNote } from "./take-note.ts";

export function foldToolFragments(state: FoldState, choice: ChoiceState, value: unknown): void {
  if (value === null || value === undefined) return;
  if (!Array.isArray(value)) return takeNote(state, "tool-calls-invalid", "tool_calls is no array", value);
  // F23: one after the other, also where several are of one call (Bedrock).
  for (const fragment of value as readonly unknown[]) {
    if (isJsonObject(fragment)) foldFragment(state, choice, fragment);
    else takeNote(state, "tool-calls-invalid", "a fragment is no object", fragment);
  }
}

function foldFragment(state: FoldState, choice: ChoiceState, fragment: JsonObject): void {
  choice.tools ??= openToolSlots();
  // Custom tools (`custom: {name, input}`) are told in the same words as functions.
  const custom = isJsonObject(fragment["custom"]) ? fragment["custom"] : null;
  const called = isJsonObject(fragment["function"]) ? fragment["function"] : custom;
  const id = readId(fragment["id"]);
  const name = readText(called?.["name"]);
  const slot = pickToolSlot(state, choice.tools, { index: readIndex(fragment["index"]), id, name });

  if (id !== null) nameSlot(choice.tools, slot, id);
  // F20: last non-empty.
  slot.type = readText(fragment["type"]) ?? slot.type;
  foldName(state, slot, name);
  foldArguments(state, slot, called?.[called === custom ? "input" : "arguments"]);

  foldExtras(slot, fragment, FRAGMENT_MEMBERS);
  if (called !== null) foldExtras(slot, called, called === custom ? CUSTOM_MEMBERS : FUNCTION_MEMBERS);
}

/** F21: a name that is not empty replaces. Servers repeat it, or send "" and null; none streams it in pieces. */
function foldName(state: FoldState, slot: ToolSlot, name: string | null): void {
  if (name === null) return;
  if (slot.name !== null && slot.name !== name) takeNote(state, "tool-name-changed", `it was ${slot.name}`, name);
  slot.name = name;
}

/** F22: text goes on, an object (TGI, Mistral's types) is the whole; "" stays "" (Databricks calls without arguments). */
function foldArguments(state: FoldState, slot: ToolSlot, value: unknown): void {
  const read = readArguments(value);
  if (read === null) return;
  if (read.kind === "piece") slot.args += read.text;
  else if (read.kind === "whole") slot.args = read.text;
  else takeNote(state, "tool-arguments-invalid", "arguments are neither text nor an object", value);
}

const FRAGMENT_MEMBERS = new Set(["index", "id", "type", "function", "custom"]);
const FUNCTION_MEMBERS = new Set(["name", "arguments"]);
const CUSTOM_MEMBERS = new Set(["name", "input"]);

/** F25: Gemini's `extra_content` holds a signature that must be sent back. */
function foldExtras(slot: ToolSlot, members: JsonObject, known: ReadonlySet<string>): void {
  for (const name of Object.keys(members)) {
    if (known.has(name)) continue;
    slot.extensions ??= new Map();
    keepExtension(slot.extensions, name, members[name]);
  }
}

function readIndex(value: unknown): number | null {
  // -1 (HF) and whatever is no index count as absent.
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value + 0 : null;
}

function readId(value: unknown): string | null {
  // Some servers number their calls.
  return typeof value === "number" ? String(value) : readText(value);
}

function readText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
