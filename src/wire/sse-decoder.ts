/** Decodes an event stream slice by slice, strictly by the WHATWG rules (HTML 9.2.5 and 9.2.6). */
import { isAscii } from "node:buffer";
import { DEFAULT_LIMITS, ToolkitError } from "../base/index.ts";
import { createBlockReader, type StreamLimits } from "./block-reader.ts";
import type { Residue, SseItem } from "./sse-event.ts";

export type SseDecoder = {
  /**
   * Takes the next slice, of any size, and returns the items it completed, in order of arrival. The slice is not
   * kept: its memory may be used again at once. Throws `LIMIT_EXCEEDED`; a decoder that threw throws ever after.
   */
  readonly push: (slice: Uint8Array) => SseItem[];
  /** What the bytes so far leave open. It changes nothing. */
  readonly end: () => Residue;
  /** What a reader would now send as `Last-Event-ID`: committed by each blank line, with or without data. */
  readonly lastEventId: () => string;
};

const LF = 0x0a;
const CR = 0x0d;
const BOM = [0xef, 0xbb, 0xbf];

/**
 * Bytes are decoded in windows of this size: big enough that calls are cheap, small enough that an event kept by the
 * caller (its data may be a substring of the window's text) does not keep a whole recording in memory.
 */
const WINDOW_BYTES = 64 * 1024;
/** A window of at least this size that is pure ASCII is read as text, its unfinished last line included. */
const TEXT_WINDOW_BYTES = 96;
/** Up to this size, bytes are copied one by one: making a view costs more. */
const COPIED_SINGLY_BYTES = 32;
/** A buffer that grew beyond this for one long line is let go after it. */
const CARRY_BYTES_KEPT = 1024 * 1024;

/**
 * Shared by all decoders: each call is given whole lines, so no state outlives it. Line ends never occur inside a
 * UTF-8 sequence, hence decoding line by line, with replacement, equals decoding the whole stream. The stream's one
 * BOM is dropped as bytes, so this must not drop any.
 */
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
// Node 20 decodes at twice the speed once a TextDecoder has been asked to stream.
UTF8.decode(new Uint8Array(0), { stream: true });

function decodeText(bytes: Uint8Array, start: number, end: number): string {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  return isAscii(view) ? view.toString("latin1") : UTF8.decode(view);
}

/** One decoder for one stream. Its work is linear in the bytes, however they are sliced. */
export function createSseDecoder(limits: StreamLimits = {}): SseDecoder {
  const lineBytesMax = limits.lineBytesMax ?? DEFAULT_LIMITS.lineBytesMax;
  // A line inside a window is then never too long; only a carried one must be measured.
  const windowBytes = Math.max(1, Math.min(WINDOW_BYTES, lineBytesMax));
  const reader = createBlockReader(limits);
  let failure: unknown;
  // How many bytes of a BOM have come at the start of the stream; null once that question is settled.
  let bomBytes: number | null = 0;
  // A CR has ended a line at once; an LF that comes next belongs to it.
  let swallowLf = false;
  // The unfinished line: as text while it came in big ASCII windows, otherwise as bytes; never both.
  let carryText = "";
  let carry = Buffer.alloc(0);
  let carryBytes = 0;

  function refuseLine(): never {
    const place = `stream:events[${reader.eventsRead()}]`;
    throw new ToolkitError("LIMIT_EXCEEDED", place, `a line is too long (lineBytesMax is ${lineBytesMax})`);
  }

  function reserve(size: number): void {
    if (size > lineBytesMax) refuseLine();
    if (size <= carry.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(1024, size * 2));
    grown.set(carry.subarray(0, carryBytes));
    carry = grown;
  }

  function keepBytes(bytes: Uint8Array, start: number, end: number): void {
    const size = carryBytes + end - start;
    if (size > lineBytesMax || size > carry.length) reserve(size);
    if (end - start <= COPIED_SINGLY_BYTES) {
      for (let at = start, to = carryBytes; at < end; at += 1, to += 1) carry[to] = bytes[at] ?? 0;
    } else {
      carry.set(bytes.subarray(start, end), carryBytes);
    }
    carryBytes = size;
  }

  /** The carried text goes on in a window that is read as bytes. Happens at most once a line. */
  function turnCarryIntoBytes(): void {
    reserve(carryText.length);
    carryBytes = carry.write(carryText, 0, "latin1");
    carryText = "";
  }

  /** Completes the carried bytes from the window, if a line end comes; returns where to go on. */
  function finishCarriedBytes(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && bytes[at] !== LF && bytes[at] !== CR) at += 1;
    keepBytes(bytes, start, at);
    if (at === end) return end;
    const line = decodeText(carry, 0, carryBytes);
    carryBytes = 0;
    if (carry.length > CARRY_BYTES_KEPT) carry = Buffer.alloc(0);
    reader.readLine(line, 0, line.length);
    return afterLineEnd(bytes[at] === CR, bytes[at + 1] === LF, at, end);
  }

  /** The same for the carried text. */
  function finishCarriedText(text: string): number {
    const lf = text.indexOf("\n");
    const cr = text.indexOf("\r");
    const at = lf === -1 ? cr : cr === -1 ? lf : Math.min(lf, cr);
    const line = carryText + (at === -1 ? text : text.slice(0, at));
    if (line.length > lineBytesMax) refuseLine();
    if (at === -1) {
      carryText = line;
      return text.length;
    }
    carryText = "";
    reader.readLine(line, 0, line.length);
    return afterLineEnd(at === cr, lf === at + 1, at, text.length);
  }

  function afterLineEnd(isCr: boolean, lfFollows: boolean, at: number, end: number): number {
    if (!isCr) return at + 1;
    if (at + 1 === end) {
      swallowLf = true;
      return end;
    }
    return lfFollows ? at + 2 : at + 1;
  }

  function readAsciiWindow(text: string): void {
    const start = carryText === "" ? 0 : finishCarriedText(text);
    if (start === text.length) return;
    const rest = reader.readLines(text, start);
    if (rest < text.length) carryText = text.slice(rest);
    else if (text.charCodeAt(text.length - 1) === CR) swallowLf = true;
  }

  function readByteWindow(bytes: Uint8Array, start: number, end: number): void {
    let last = end - 1;
    while (last >= start && bytes[last] !== LF && bytes[last] !== CR) last -= 1;
    if (last === start) {
      reader.readLine("", 0, 0);
    } else if (last > start) {
      reader.readLines(decodeText(bytes, start, last + 1), 0);
    }
    if (last + 1 < end) keepBytes(bytes, last + 1, end);
    else swallowLf = bytes[last] === CR;
  }

  function readWindow(bytes: Uint8Array, start: number, end: number): void {
    const view =
      end - start < TEXT_WINDOW_BYTES ? null : Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
    const asText = view !== null && isAscii(view);
    if (carryText !== "" && !asText) turnCarryIntoBytes();
    const at = carryBytes > 0 ? finishCarriedBytes(bytes, start, end) : start;
    if (at === end) return;
    if (asText) readAsciiWindow(view.toString("latin1", at - start));
    else readByteWindow(bytes, at, end);
  }

  /** Settles whether the stream starts with a BOM; returns where the slice's own bytes start. */
  function skipBom(slice: Uint8Array, seen: number): number {
    let at = 0;
    let matched = seen;
    while (at < slice.length && matched < BOM.length && slice[at] === BOM[matched]) {
      at += 1;
      matched += 1;
    }
    if (matched < BOM.length && at === slice.length) {
      bomBytes = matched;
      return at;
    }
    bomBytes = null;
    if (matched === BOM.length) return at;
    // Not a BOM after all: what earlier slices brought of it is content, as is what this slice did.
    if (seen > 0) keepBytes(Uint8Array.from(BOM), 0, seen);
    return 0;
  }

  function read(slice: Uint8Array): void {
    let at = bomBytes === null ? 0 : skipBom(slice, bomBytes);
    while (at < slice.length) {
      if (swallowLf) {
        swallowLf = false;
        if (slice[at] === LF) {
          at += 1;
          continue;
        }
      }
      const end = Math.min(at + windowBytes, slice.length);
      readWindow(slice, at, end);
      at = end;
    }
  }

  return {
    push: (slice) => {
      if (failure !== undefined) throw failure;
      try {
        read(slice);
      } catch (error) {
        failure = error;
        throw error;
      }
      return reader.take();
    },
    end: () => ({
      pending: reader.pending(),
      unfinishedLine:
        bomBytes === null
          ? carryText + decodeText(carry, 0, carryBytes)
          : UTF8.decode(Uint8Array.from(BOM.slice(0, bomBytes))),
    }),
    lastEventId: reader.lastEventId,
  };
}
