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
  const add = (offset: number, kind: SeamKind): void => {
    if (offset > 0 && offset < bytes.length) seams.push({ offset, kind });
  };
  let start = startAfterBom(bytes);
  if (start > 0) {
    add(1, "inside_code_point");
    add(2, "inside_code_point");
    add(3, "after_bom");
  }
  const first = start;
  while (start < bytes.length) {
    const end = lineEnd(bytes, start);
    const next = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1;
    // An empty line is blank only once its own line end has come.
    if (end === start && end < bytes.length && start > first) add(start, "inside_blank_line");
    addLineSeams(bytes, start, end, add);
    if (next === end + 2) add(end + 1, "inside_crlf");
    if (end === start) add(next, "event_end");
    start = next;
  }
  return seams;
}

function addLineSeams(
  bytes: Uint8Array,
  start: number,
  end: number,
  add: (offset: number, kind: SeamKind) => void,
): void {
  const name = FIELD_NAMES.find(
    (name) =>
      startsWith(bytes, start, end, name) && (start + name.length === end || bytes[start + name.length] === COLON),
  );
  let value = start;
  if (name !== undefined) {
    const colon = start + name.length;
    for (let at = start + 1; at < colon; at += 1) add(at, "inside_field_name");
    value = colon;
    if (colon < end) {
      add(colon, "after_field_name");
      add(colon + 1, "after_colon");
      value = bytes[colon + 1] === SPACE ? colon + 2 : colon + 1;
    }
  }
  const done = value + DONE.length === end && startsWith(bytes, value, end, DONE);
  if (done) add(value, "before_done");
  addValueSeams(bytes, value, end, add);
  if (done) add(end, "after_done");
}

function addValueSeams(
  bytes: Uint8Array,
  start: number,
  end: number,
  add: (offset: number, kind: SeamKind) => void,
): void {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === BACKSLASH) {
      add(at + 1, "after_backslash");
      // The escaped character is no start of an escape: `\\\\n` is a backslash, then an n.
      if ((bytes[at + 1] ?? 0) < 0x80 && at + 1 < end) at += 1;
    } else if (byte >= 0xc2 && byte <= 0xf4) {
      if (byte === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) add(at, "before_inner_bom");
      const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      for (let more = 1; more < size && ((bytes[at + 1] ?? 0) & 0xc0) === 0x80; more += 1) {
        add(at + 1, "inside_code_point");
        at += 1;
      }
    }
  }
}

function lineEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at += 1;
  return at;
}

function startsWith(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  return start + wanted.length <= end && wanted.every((byte, index) => bytes[start + index] === byte);
}
