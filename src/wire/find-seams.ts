/** Finds the seams of a stream: the offsets where a cut is most likely to break a client. */
import { startAfterBom } from "./event-ends.ts";

/** Each kind of seam, and what a client does that breaks there. */
export const SEAM_KINDS = {
  inside_code_point: "decodes each slice by itself",
  after_bom: "drops a BOM only where more comes with it",
  before_inner_bom: "drops a BOM at the start of each slice",
  inside_field_name: "looks for a field's name in one slice",
  after_field_name: "takes a name without its colon for a whole line",
  after_colon: "drops the space after the colon only where both come together",
  before_done: "looks for `data: [DONE]` in one slice",
  after_done: "stops at [DONE] before its line is whole",
  after_backslash: "unescapes each slice by itself",
  inside_crlf: "normalises line ends slice by slice",
  inside_blank_line: "looks for two line ends in one slice",
  event_end: "takes one slice for one event",
} as const satisfies Record<string, string>;

/** The name of a kind of seam: `inside_code_point`. */
export type SeamKind = keyof typeof SEAM_KINDS;

/** A cut at `offset` falls between the bytes `offset - 1` and `offset`. */
export type Seam = { readonly offset: number; readonly kind: SeamKind };

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const FIELD_NAMES = ["data", "event", "id", "retry"].map((name) => new TextEncoder().encode(name));
const DONE = new TextEncoder().encode("[DONE]");

/** All seams strictly inside the bytes, ascending; one offset may be a seam of several kinds. Linear. */
export function findSeams(bytes: Uint8Array): readonly Seam[] {
  const seams: Seam[] = [];
  visitSeams(bytes, (offset, kind) => seams.push({ offset, kind }));
  return seams;
}

/** As `findSeams`, for who needs no list of them. */
export function visitSeams(bytes: Uint8Array, visit: (offset: number, kind: SeamKind) => unknown): void {
  const add = (offset: number, kind: SeamKind): void => {
    if (offset > 0 && offset < bytes.length) visit(offset, kind);
  };
  let start = startAfterBom(bytes);
  if (start > 0) {
    add(1, "inside_code_point");
    add(2, "inside_code_point");
    add(3, "after_bom");
  }
  const first = start;
  while (start < bytes.length) {
    const end = addLineSeams(bytes, start, add);
    const next = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1;
    // An empty line is blank only once its own line end has come.
    if (end === start && start > first) add(start, "inside_blank_line");
    if (next === end + 2) add(end + 1, "inside_crlf");
    if (end === start) add(next, "event_end");
    start = next;
  }
}

type Add = (offset: number, kind: SeamKind) => void;

/** Returns where the line ends. */
function addLineSeams(bytes: Uint8Array, start: number, add: Add): number {
  const name = fieldNameAt(bytes, start);
  let value = start;
  if (name !== undefined) {
    const colon = start + name.length;
    for (let at = start + 1; at < colon; at += 1) add(at, "inside_field_name");
    value = colon;
    if (bytes[colon] === COLON) {
      add(colon, "after_field_name");
      add(colon + 1, "after_colon");
      value = bytes[colon + 1] === SPACE ? colon + 2 : colon + 1;
    }
  }
  const done = startsWith(bytes, value, DONE) && isLineEnd(bytes[value + DONE.length]);
  if (done) add(value, "before_done");
  const end = addValueSeams(bytes, value, add);
  if (done) add(end, "after_done");
  return end;
}

function fieldNameAt(bytes: Uint8Array, start: number): Uint8Array | undefined {
  for (const name of FIELD_NAMES) {
    if (!startsWith(bytes, start, name)) continue;
    const after = bytes[start + name.length];
    if (after === COLON || isLineEnd(after)) return name;
  }
  return undefined;
}

/** One pass over the value, up to the end of its line: most bytes are seen here and nowhere else. */
function addValueSeams(bytes: Uint8Array, start: number, add: Add): number {
  let at = start;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0xc2 && byte !== BACKSLASH) {
      if (byte === LF || byte === CR) return at;
    } else if (byte === BACKSLASH) {
      add(at + 1, "after_backslash");
      const escaped = bytes[at + 1] ?? 0;
      // The escaped character is no start of an escape: `\\\\n` is a backslash, then an n.
      if (escaped < 0x80 && escaped !== LF && escaped !== CR) at += 1;
    } else if (byte <= 0xf4) {
      if (byte === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) add(at, "before_inner_bom");
      const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      for (let more = 1; more < size && ((bytes[at + 1] ?? 0) & 0xc0) === 0x80; more += 1) {
        add(at + 1, "inside_code_point");
        at += 1;
      }
    }
  }
  return bytes.length;
}

/** The end of the bytes ends a line too. */
function isLineEnd(byte: number | undefined): boolean {
  return byte === LF || byte === CR || byte === undefined;
}

function startsWith(bytes: Uint8Array, start: number, wanted: Uint8Array): boolean {
  for (let at = 0; at < wanted.length; at += 1) if (bytes[start + at] !== wanted[at]) return false;
  return true;
}
