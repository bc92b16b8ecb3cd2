/** Decodes an event stream slice by slice, strictly by the WHATWG rules (HTML 9.2.5 and 9.2.6). */
import { isAscii } from "node:buffer";
import { DEFAULT_LIMITS, ToolkitError } from "../base/index.ts";
import { createBlockReader, type StreamLimits } from "./block-reader.ts";
import { byteText, decodeText } from "./decode-text.ts";
import type { Residue, SseItem } from "./sse-event.ts";

/** A decoder of one stream: slices in, items out. */
export type SseDecoder = {
  /**
   * Takes the next slice, of any size, and returns the items it completed, in order of arrival. The slice is not
   * kept: its memory may be used again at once. Throws `LIMIT_EXCEEDED`, but never items away: what a slice completed
   * before it went past a limit is returned, and the next call throws. A decoder that threw throws ever after.
   */
  readonly push: (slice: Uint8Array) => SseItem[];
  /** What the bytes so far leave open. It changes nothing, and throws where the next `push` would. */
  readonly end: () => Residue;
  /** What a reader would now send as `Last-Event-ID`: committed by each blank line, with or without data. */
  readonly lastEventId: () => string;
};

const LF = 0x0a;
const CR = 0x0d;
const NOTHING = Buffer.alloc(0);
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * Bytes are decoded in windows of this size: big enough that calls are cheap, small enough that their text, at
 * two bytes a unit, is no large object of the heap (128 KiB), and that a kept event, whose data may be a substring of
 * the window's text, keeps no whole recording in memory.
 */
const WINDOW_BYTES = 60 * 1024;
/** Below this size line ends are found byte by byte, and lines are gathered as bytes. */
const TEXT_WINDOW_BYTES = 96;
/** From this size on a window is decoded whole even where not all of it is ASCII; below, it is decoded value by value. */
const WHOLE_TEXT_BYTES = 4 * 1024;
/** Up to this size bytes are copied one by one: making a view costs more. */
const COPIED_SINGLY_BYTES = 32;
/** A buffer that grew beyond this for one long line is let go after it. */
const CARRY_BYTES_KEPT = 1024 * 1024;

/** One decoder for one stream. Its work is linear in the bytes, however they are sliced. */
export function createSseDecoder(limits: StreamLimits = {}): SseDecoder {
  const lineBytesMax = limits.lineBytesMax ?? DEFAULT_LIMITS.lineBytesMax;
  // A line inside one window is then never too long; only a carried line must be measured.
  const windowBytes = Math.max(1, Math.min(WINDOW_BYTES, lineBytesMax));
  const reader = createBlockReader(limits);

  let failure: unknown;
  // How many bytes of a BOM have come at the start of the stream; null once that question is settled.
  let bomBytes: number | null = 0;
  // A CR has ended a line at once; an LF that comes next belongs to it.
  let swallowLf = false;
  // The unfinished line: first what is decoded already (and how many bytes that was), then bytes that are not.
  let carryText = "";
  let carryTextBytes = 0;
  let carry: Buffer = NOTHING;
  let carryBytes = 0;

  function measureLine(lineBytes: number): void {
    if (lineBytes <= lineBytesMax) return;
    const place = `stream:events[${reader.eventsRead()}]`;
    throw new ToolkitError("LIMIT_EXCEEDED", place, `a line is too long (lineBytesMax is ${lineBytesMax})`);
  }

  function keepBytes(bytes: Uint8Array, start: number, end: number): void {
    const size = carryBytes + end - start;
    measureLine(carryTextBytes + size);
    if (size > carry.length) {
      // Small ones come out of Node's pool: a short stream has no memory of its own to allocate.
      const grown = Buffer.allocUnsafe(Math.max(512, size * 2));
      grown.set(carry.subarray(0, carryBytes));
      carry = grown;
    }
    if (end - start <= COPIED_SINGLY_BYTES) {
      for (let at = start, to = carryBytes; at < end; at += 1, to += 1) carry[to] = bytes[at] ?? 0;
    } else {
      carry.set(bytes.subarray(start, end), carryBytes);
    }
    carryBytes = size;
  }

  function keepText(text: string, bytes: number): void {
    carryText += text;
    carryTextBytes += bytes;
    measureLine(carryTextBytes);
  }

  /** The carried line, decoded. Leaves nothing carried. */
  function takeCarry(): string {
    const line = carryBytes === 0 ? carryText : carryText + decodeText(carry, 0, carryBytes);
    carryText = "";
    carryTextBytes = 0;
    carryBytes = 0;
    if (carry.length > CARRY_BYTES_KEPT) carry = NOTHING;
    return line;
  }

  /** Carries the window on, up to its first line end, and reads that line; returns where to go on. */
  function finishCarriedLine(bytes: Uint8Array, start: number, end: number): number {
    const at = firstLineEnd(bytes, start, end);
    keepBytes(bytes, start, at);
    if (at === end) return end;
    const line = takeCarry();
    reader.readLine(line, 0, line.length);
    if (bytes[at] === LF) return at + 1;
    if (at + 1 === end) swallowLf = true;
    return at + 1 < end && bytes[at + 1] === LF ? at + 2 : at + 1;
  }

  function readSmallWindow(bytes: Uint8Array, start: number, end: number): void {
    const at = carryBytes > 0 || carryText !== "" ? finishCarriedLine(bytes, start, end) : start;
    if (at === end) return;
    const rest = afterLastLineEnd(bytes, at, end);
    if (rest === at + 1) reader.readLine("", 0, 0);
    else if (rest > at) reader.readLines(decodeText(bytes, at, rest), 0);
    if (rest < end) keepBytes(bytes, rest, end);
    else swallowLf = bytes[end - 1] === CR;
  }

  /** For text beyond ASCII in small reads: lines are found in the bytes, and only their values decoded. */
  function readWindowByValues(bytes: Uint8Array, start: number, end: number): void {
    const at = carryBytes > 0 || carryText !== "" ? finishCarriedLine(bytes, start, end) : start;
    if (at === end) return;
    const rest = at + reader.readLines(byteText(bytes, at, end), 0, { bytes, at });
    if (rest < end) keepBytes(bytes, rest, end);
    else swallowLf = bytes[end - 1] === CR;
  }

  function readWindowAsText(bytes: Uint8Array, start: number, end: number, ascii: boolean): void {
    let at = start;
    if (carryBytes > 0) {
      // The carried bytes may end inside a code point: its rest is what comes before the next byte that starts one.
      while (at < start + 3 && isContinuation(bytes[at])) at += 1;
      keepBytes(bytes, start, at);
      const size = carryTextBytes + carryBytes;
      carryText = takeCarry();
      carryTextBytes = size;
    }
    const cut = ascii ? end : beforeUnfinishedCodePoint(bytes, at, end);
    const text = ascii ? byteText(bytes, at, cut) : decodeText(bytes, at, cut);
    const from = carryText === "" ? 0 : finishCarriedText(text, bytes, at, cut);
    const rest = from === text.length ? from : reader.readLines(text, from);
    if (rest < text.length) {
      keepText(text.slice(rest), ascii ? text.length - rest : cut - afterLastLineEnd(bytes, at, cut));
    }
    if (cut < end) keepBytes(bytes, cut, end);
    else swallowLf = bytes[end - 1] === CR;
  }

  /** Carries the window's text on, up to its first line end, and reads that line; returns where to go on. */
  function finishCarriedText(text: string, bytes: Uint8Array, start: number, end: number): number {
    const lf = text.indexOf("\n");
    const cr = text.indexOf("\r");
    const at = lf === -1 || (cr !== -1 && cr < lf) ? cr : lf;
    if (at === -1) {
      keepText(text, end - start);
      return text.length;
    }
    // A UTF-16 unit is at most three bytes; only a line that this bound puts past the limit is measured.
    if (carryTextBytes + at * 3 > lineBytesMax) measureLine(carryTextBytes + firstLineEnd(bytes, start, end) - start);
    const line = takeCarry() + text.slice(0, at);
    reader.readLine(line, 0, line.length);
    return at === cr && lf === cr + 1 ? at + 2 : at + 1;
  }

  /** Settles whether the stream starts with a BOM; returns where the slice's own bytes start. */
  function skipBom(slice: Uint8Array, seen: number): number {
    let at = 0;
    while (at < slice.length && seen + at < BOM.length && slice[at] === BOM[seen + at]) at += 1;
    const matched = seen + at;
    bomBytes = matched < BOM.length && at === slice.length ? matched : null;
    if (bomBytes !== null || matched === BOM.length) return at;
    // Not a BOM after all: what earlier slices brought of it is content.
    keepBytes(BOM, 0, seen);
    return 0;
  }

  function readWindow(bytes: Uint8Array, start: number, end: number): void {
    if (end - start < TEXT_WINDOW_BYTES) return readSmallWindow(bytes, start, end);
    const ascii = isAscii(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end));
    if (ascii || end - start >= WHOLE_TEXT_BYTES) readWindowAsText(bytes, start, end, ascii);
    else readWindowByValues(bytes, start, end);
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
        // How the bytes were sliced must not decide which items came before the error.
        const finished = reader.take();
        if (finished.length > 0) return finished;
        throw error;
      }
      return reader.take();
    },
    end: () => {
      if (failure !== undefined) throw failure;
      return {
        pending: reader.pending(),
        unfinishedLine: bomBytes === null ? carryText + decodeText(carry, 0, carryBytes) : decodeText(BOM, 0, bomBytes),
      };
    },
    lastEventId: reader.lastEventId,
  };
}

function firstLineEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== LF && bytes[at] !== CR) at += 1;
  return at;
}

/** `start` where there is none. */
function afterLastLineEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && bytes[at - 1] !== LF && bytes[at - 1] !== CR) at -= 1;
  return at;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Where the last code point starts if bytes of it are yet to come; otherwise `end`. */
function beforeUnfinishedCodePoint(bytes: Uint8Array, start: number, end: number): number {
  for (let at = end - 1; at >= start && at >= end - 3; at -= 1) {
    const byte = bytes[at] ?? 0;
    if (isContinuation(byte)) continue;
    const size = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return at + size > end ? at : end;
  }
  return end;
}
