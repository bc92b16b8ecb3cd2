/** Frames one slice for the wire; null where nothing may be written for it. */
import type { BodyFraming } from "./body-framing.ts";

const CRLF = Buffer.from("\r\n", "latin1");

export const LAST_CHUNK: Uint8Array = Buffer.from("0\r\n\r\n", "latin1");

/** An empty slice is no write: as an HTTP chunk of length 0 it would end the body. */
export function frameSlice(slice: Uint8Array, framing: BodyFraming["kind"]): Uint8Array | null {
  if (slice.length === 0) return null;
  if (framing !== "chunked") return slice;
  return Buffer.concat([Buffer.from(`${slice.length.toString(16)}\r\n`, "latin1"), slice, CRLF]);
}
