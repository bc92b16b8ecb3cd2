/** Reads the arguments of a fragment as a piece of text, or as the whole. */
import { jsonText } from "./json-text.ts";

export type ReadArguments = { readonly kind: "piece" | "whole"; readonly text: string } | { readonly kind: "invalid" };

/** Null and absent are no fragment at all (Writer sends null first). An object is written as compact JSON. */
export function readArguments(value: unknown): ReadArguments | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return { kind: "piece", text: value };
  if (typeof value !== "object") return { kind: "invalid" };
  const text = jsonText(value);
  return text === null ? { kind: "invalid" } : { kind: "whole", text };
}
