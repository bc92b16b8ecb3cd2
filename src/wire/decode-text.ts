/** Decodes UTF-8 by whichever of Node's ways is the fastest for the size at hand. */
import * as buffer from "node:buffer";

/** Node's own primitives: unlike `toString` they take any Uint8Array, which spares a view for every small slice. */
type Slicer = (this: Uint8Array, start: number, end: number) => string;
const { latin1Slice, utf8Slice } = Buffer.prototype as unknown as Readonly<Record<"latin1Slice" | "utf8Slice", Slicer>>;

/**
 * Shared by all decoders, since no state outlives a call: each is given whole code points. It drops no BOM; the
 * stream's own is dropped as bytes.
 */
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
// Node 20 decodes at twice the speed once a TextDecoder has been asked to stream.
UTF8.decode(new Uint8Array(0), { stream: true });

/** Below, V8's own decoder is the fastest: it copies the ASCII that a line of JSON starts with. */
const TEXT_DECODER_BYTES = 600;
/** From here on, UTF-16 made by SIMD is worth its two calls, at 2.5 times the speed of a TextDecoder. */
const TRANSCODE_BYTES = 4 * 1024;

/**
 * The text of `bytes` from `start` to `end`, which must not cut a code point in two; every byte that is no UTF-8 gives
 * the replacements of the standard.
 */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  const size = end - start;
  if (size < TEXT_DECODER_BYTES) return utf8Slice.call(bytes, start, end);
  const part = start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end);
  if (buffer.isAscii(part)) return latin1Slice.call(part, 0, size);
  // `transcode` wants valid input, and a Node that was built with ICU.
  if (size >= TRANSCODE_BYTES && typeof buffer.transcode === "function" && buffer.isUtf8(part)) {
    return buffer.transcode(part, "utf8", "utf16le").toString("utf16le");
  }
  return UTF8.decode(part);
}

/** One character a byte: the text itself where all bytes are ASCII, otherwise a text to find ASCII in. */
export function byteText(bytes: Uint8Array, start: number, end: number): string {
  return latin1Slice.call(bytes, start, end);
}
