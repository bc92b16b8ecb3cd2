/** Tells what a parsed payload is. */
import { isJsonObject } from "./json-object.ts";
import type { Payload } from "./payload.ts";
import { readError } from "./read-error.ts";

/** `raw` is kept beside the value; callers that never had the text pass "". */
export function classifyValue(value: unknown, raw: string): Exclude<Payload, { readonly kind: "done" | "malformed" }> {
  if (!isJsonObject(value)) return { kind: "foreign", value, raw };
  const choices = Object.hasOwn(value, "choices") ? value["choices"] : undefined;
  // `choices: null` is a chunk (ATOM); choices of any other type are as good as none, and must not hide an error.
  const hasChoices = choices === null || Array.isArray(choices);
  if (hasChoices) return { kind: "chunk", value, raw };
  const error = Object.hasOwn(value, "error") ? readError(value["error"]) : null;
  if (error !== null) return { kind: "error_envelope", value, error, raw };
  const object = value["object"];
  // Old vLLM sends the error's own members at the top, inside streams too.
  const flat = object === "error" && Object.hasOwn(value, "message") ? readError(value["message"]) : null;
  if (flat !== null) return { kind: "error_envelope", value, error: readError(value) ?? flat, raw };
  // gpt-audio sends whole envelopes without choices as heartbeats.
  if (typeof object === "string" && object.startsWith("chat.")) return { kind: "chunk", value, raw };
  return { kind: "foreign", value, raw };
}
