/** Reads a chunk without trusting it: what is missing or junk is empty. */
import { isJsonObject, type JsonObject } from "../json-object.ts";

export function choicesOf(chunk: JsonObject): readonly JsonObject[] {
  const choices = chunk["choices"];
  return Array.isArray(choices) ? choices.filter(isJsonObject) : [];
}

export function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

export function indexOf(chunk: JsonObject): unknown {
  return choicesOf(chunk)[0]?.["index"] ?? 0;
}

export function isOfOneChoice(chunk: JsonObject): boolean {
  return choicesOf(chunk).length === 1 && !isSaid(chunk["usage"]) && !isSaid(chunk["error"]);
}
