/** Folds the deprecated spelling of a call. */
import type { ChoiceState, FoldState } from "./fold-state.ts";
import { isJsonObject } from "./json-object.ts";
import { readArguments } from "./read-arguments.ts";
import { takeNote } from "./take-note.ts";

/** F36: the name replaces, the arguments go on. An object without either is a typed client's default, no call. */
export function foldFunctionCall(state: FoldState, choice: ChoiceState, value: unknown): void {
  if (!isJsonObject(value)) return takeNote(state, "function-call-invalid", "function_call is no object", value);
  const name = typeof value["name"] === "string" && value["name"] !== "" ? value["name"] : null;
  const read = readArguments(value["arguments"]);
  if (read?.kind === "invalid")
    return takeNote(state, "function-call-invalid", "arguments are neither text nor an object");
  if (name === null && (read === null || read.text === "") && choice.functionCall === null) return;
  const call = (choice.functionCall ??= { name: null, args: "" });
  call.name = name ?? call.name;
  if (read !== null) call.args = read.kind === "whole" ? read.text : call.args + read.text;
}
