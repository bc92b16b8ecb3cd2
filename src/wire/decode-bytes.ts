/** Decodes the slices of a whole event stream at once. */
import type { StreamLimits } from "./block-reader.ts";
import { createSseDecoder } from "./sse-decoder.ts";
import type { Residue, SseItem } from "./sse-event.ts";

/** All items in order of arrival, with what was left when the bytes ended. Throws `LIMIT_EXCEEDED`. */
export function decodeBytes(
  slices: Iterable<Uint8Array>,
  limits: StreamLimits = {},
): { readonly items: SseItem[]; readonly residue: Residue } {
  const decoder = createSseDecoder(limits);
  const items: SseItem[] = [];
  for (const slice of slices) for (const item of decoder.push(slice)) items.push(item);
  return { items, residue: decoder.end() };
}
