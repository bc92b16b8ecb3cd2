/** Tells what the data of one event is. */
import { classifyValue } from "./classify-value.ts";
import type { Payload } from "./payload.ts";

/** In order: the sentinel (exact after trimming), no JSON, then by shape. Never throws, never fails on foreign JSON. */
export function classifyPayload(data: string): Payload {
  // The length check keeps a trim of megabytes off the road of ordinary chunks.
  if (data.length < 64 && data.trim() === "[DONE]") return { kind: "done", raw: data };
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return data.trim() === "[DONE]" ? { kind: "done", raw: data } : { kind: "malformed", raw: data };
  }
  return classifyValue(value, data);
}
