/** Reads the payload of one event, its event name taken into account. */
import type { SseEvent } from "../wire/index.ts";
import { classifyPayload } from "./classify-payload.ts";
import { isJsonObject } from "./json-object.ts";
import type { Payload } from "./payload.ts";
import { readError } from "./read-error.ts";

/**
 * An `error` event without choices is an error whatever its data looks like (Groq; LM Studio); other event names
 * are no reason to read the data differently.
 */
export function readPayload(event: SseEvent): Payload {
  const payload = classifyPayload(event.data);
  if (event.event !== "error" || payload.kind === "chunk" || payload.kind === "done") return payload;
  if (payload.kind === "error_envelope") return payload;
  if (payload.kind === "malformed") return { kind: "error_envelope", value: null, error: event.data, raw: event.data };
  // Gemini wraps its errors in an array of one.
  const value: unknown = Array.isArray(payload.value) && payload.value.length === 1 ? payload.value[0] : payload.value;
  const inner = isJsonObject(value) && Object.hasOwn(value, "error") ? readError(value["error"]) : null;
  return { kind: "error_envelope", value, error: inner ?? readError(value) ?? event.data, raw: event.data };
}
