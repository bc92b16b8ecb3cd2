/** Frames one slice for the wire; null where nothing may be written for it. */
import type { PlayedWire } from "../shape/play.ts";
import type { BodyFraming } from "./body-framing.ts";

const CRLF = Buffer.from("\r\n", "latin1");

/** An empty slice is no write: as an HTTP chunk of length 0 it would end the body. */
export function frameSlice(slice: Uint8Array, framing: BodyFraming["kind"], chunkExtensions = ""): Uint8Array | null {
  if (slice.length === 0) return null;
  if (framing !== "chunked") return slice;
  const size = `${slice.length.toString(16)}${chunkExtensions}\r\n`;
  const frame = Buffer.allocUnsafe(size.length + slice.length + CRLF.length);
  frame.write(size, "latin1");
  frame.set(slice, size.length);
  frame.set(CRLF, size.length + slice.length);
  return frame;
}

/** The chunk of length 0, the trailer fields, the empty line. */
export function lastChunk({ chunkExtensions = "", trailers = [] }: PlayedWire = {}): Uint8Array {
  const fields = trailers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.from(`0${chunkExtensions}\r\n${fields}\r\n`, "utf8");
}
