/** Reads the lines of an event stream as blocks (HTML 9.2.6): text in, items out. */
import { DEFAULT_LIMITS, ToolkitError, type Limits } from "../base/index.ts";
import { decodeText } from "./decode-text.ts";
import type { SseEvent, SseItem } from "./sse-event.ts";

/** The limits that bound one stream; any left out is the default. */
export type StreamLimits = Partial<Pick<Limits, "lineBytesMax" | "eventBytesMax" | "eventsMax">>;

/** The bytes that a text of bytes was made of: its first character is `bytes[at]`. */
export type ByteSource = { readonly bytes: Uint8Array; readonly at: number };

export type BlockReader = {
  /** Reads one line without its end; an empty line dispatches. */
  readonly readLine: (text: string, start: number, end: number) => void;
  /**
   * Reads the complete lines of `text` from `start` on; returns where the unfinished rest starts. With `source` the
   * text has one character a byte of it: lines and names are found there, values are decoded from the bytes.
   */
  readonly readLines: (text: string, start: number, source?: ByteSource) => number;
  /** Hands over the items since the last call. */
  readonly take: () => SseItem[];
  /** The event that a blank line would dispatch now; null where its data is empty. */
  readonly pending: () => SseEvent | null;
  readonly lastEventId: () => string;
  readonly eventsRead: () => number;
};

/** Data lines that are joined at once. */
const LINES_JOINED = 1024;

const LF = 0x0a;
const SPACE = 0x20;
const COLON = 0x3a;
const LETTER_D = 0x64;
const LETTER_E = 0x65;
const LETTER_I = 0x69;
const LETTER_R = 0x72;

/** One reader for one stream. It trusts its caller that lines are whole; it enforces the limits on events. */
export function createBlockReader(limits: StreamLimits): BlockReader {
  const eventBytesMax = limits.eventBytesMax ?? DEFAULT_LIMITS.eventBytesMax;
  const eventsMax = limits.eventsMax ?? DEFAULT_LIMITS.eventsMax;

  let items: SseItem[] = [];
  let events = 0;
  let lastEventId = "";

  // The block being read. `data` is null where the standard's data buffer is the empty string: one bare `data` line
  // makes that buffer "\n", which dispatches an event whose data is "".
  let data: string | null = null;
  // Lines that are yet to be joined to `data`: joined one by one, a million of them are a million objects that stay.
  let moreLines: string[] = [];
  let dataBytes = 0;
  let dataBytesAreExact = false;
  let eventType = "";
  let idBuffer = "";

  let source: ByteSource | null = null;
  let lastComment: SseItem & { readonly kind: "comment" } = { kind: "comment", text: "" };

  function valueOf(text: string, from: number, end: number): string {
    return source === null ? text.slice(from, end) : decodeText(source.bytes, source.at + from, source.at + end);
  }

  function refuse(limit: "eventBytesMax" | "eventsMax", max: number, what: string): never {
    throw new ToolkitError("LIMIT_EXCEEDED", `stream:events[${events}]`, `${what} (${limit} is ${max})`);
  }

  function joinData(): string {
    if (moreLines.length > 0) {
      data = `${data ?? ""}\n${moreLines.join("\n")}`;
      moreLines = [];
    }
    return data ?? "";
  }

  /** A UTF-16 unit is at most three bytes of UTF-8; only an event that this bound puts past the limit is counted. */
  function countData(value: string, joint: number): void {
    if (dataBytesAreExact) {
      dataBytes += joint + Buffer.byteLength(value);
    } else {
      dataBytes += joint + value.length * 3;
      if (dataBytes <= eventBytesMax) return;
      dataBytesAreExact = true;
      dataBytes = Buffer.byteLength(joinData());
    }
    if (dataBytes > eventBytesMax) refuse("eventBytesMax", eventBytesMax, "the event's data is too long");
  }

  function addData(value: string): void {
    if (data === null) {
      data = value;
      countData(value, 0);
      return;
    }
    moreLines.push(value);
    if (moreLines.length === LINES_JOINED) joinData();
    countData(value, 1);
  }

  function dispatch(): void {
    // Steps 1 to 3 of the dispatch: the id is committed and the type reset even where there is no data.
    lastEventId = idBuffer;
    if (data !== null) {
      if (events === eventsMax) refuse("eventsMax", eventsMax, "the stream has more events");
      events += 1;
      if (moreLines.length > 0) data = joinData();
      items.push({ kind: "event", event: eventType === "" ? "message" : eventType, data, id: idBuffer });
      data = null;
      dataBytes = 0;
      dataBytesAreExact = false;
    }
    eventType = "";
  }

  /** A flood of one and the same comment (keep-alives) is one item many times over. */
  function addComment(text: string, from: number, end: number): void {
    if (source !== null || end - from !== lastComment.text.length || !text.startsWith(lastComment.text, from)) {
      lastComment = { kind: "comment", text: valueOf(text, from, end) };
    }
    items.push(lastComment);
  }

  function readLine(text: string, start: number, end: number): void {
    if (start === end) {
      dispatch();
      return;
    }
    let from: number;
    switch (text.charCodeAt(start)) {
      case LETTER_D:
        from = valueStart("data", text, start, end);
        if (from !== -1) addData(valueOf(text, from, end));
        return;
      case COLON:
        from = start + 1 < end && text.charCodeAt(start + 1) === SPACE ? start + 2 : start + 1;
        addComment(text, from, end);
        return;
      case LETTER_E:
        from = valueStart("event", text, start, end);
        if (from !== -1) eventType = valueOf(text, from, end);
        return;
      case LETTER_I:
        from = valueStart("id", text, start, end);
        if (from !== -1) {
          const value = valueOf(text, from, end);
          if (!value.includes("\0")) idBuffer = value;
        }
        return;
      case LETTER_R:
        from = valueStart("retry", text, start, end);
        if (from !== -1) {
          const value = text.slice(from, end);
          // Beyond the safe integers any number means "never"; Infinity would not survive JSON.
          if (/^[0-9]+$/.test(value)) {
            items.push({ kind: "retry", milliseconds: Math.min(Number(value), Number.MAX_SAFE_INTEGER) });
          }
        }
        return;
      default: // Any other field is ignored, so nobody searches for its colon.
        return;
    }
  }

  function readLines(text: string, start: number, bytes: ByteSource | null = null): number {
    source = bytes;
    try {
      return readEachLine(text, start);
    } finally {
      // Kept no longer than the call: the memory is the caller's.
      source = null;
    }
  }

  function readEachLine(text: string, start: number): number {
    let cr = text.indexOf("\r", start);
    if (cr === -1) return readLfLines(text, start);
    // Each search goes on from where the last one of its kind ended, so that no character is searched twice.
    const none = text.length;
    let lf = -1;
    let at = start;
    for (;;) {
      if (cr < at) cr = indexOrEnd(text, "\r", at);
      if (lf < at) lf = indexOrEnd(text, "\n", at);
      const end = cr < lf ? cr : lf;
      if (end === none) return at;
      readLine(text, at, end);
      at = end === cr && lf === cr + 1 ? end + 2 : end + 1;
    }
  }

  function readLfLines(text: string, start: number): number {
    let at = start;
    for (;;) {
      if (text.charCodeAt(at) === LF) {
        dispatch();
        at += 1;
        continue;
      }
      const end = text.indexOf("\n", at);
      if (end === -1) return at;
      readLine(text, at, end);
      at = end + 1;
    }
  }

  return {
    readLine,
    readLines,
    take: () => {
      const taken = items;
      if (taken.length > 0) items = [];
      return taken;
    },
    pending: () =>
      data === null
        ? null
        : { kind: "event", event: eventType === "" ? "message" : eventType, data: joinData(), id: idBuffer },
    lastEventId: () => lastEventId,
    eventsRead: () => events,
  };
}

/** Where the value of a field named `name` starts, or -1 where the line is another field. Names are exact. */
function valueStart(name: string, text: string, start: number, end: number): number {
  const colon = start + name.length;
  if (colon > end || !text.startsWith(name, start)) return -1;
  if (colon === end) return end;
  if (text.charCodeAt(colon) !== COLON) return -1;
  return colon + 1 < end && text.charCodeAt(colon + 1) === SPACE ? colon + 2 : colon + 1;
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const index = text.indexOf(wanted, from);
  return index === -1 ? text.length : index;
}
