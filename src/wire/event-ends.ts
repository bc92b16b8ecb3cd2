/** Finds where the events of a stream end: the offset after each blank line. */

const LF = 0x0a;
const CR = 0x0d;

/**
 * Ascending offsets, the end of the bytes included where they end in a blank line. Every blank line counts, whether
 * an event was pending or not.
 */
export function eventEnds(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  let lineStart = startAfterBom(bytes);
  for (let at = lineStart; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== LF && byte !== CR) continue;
    const next = byte === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
    if (at === lineStart) ends.push(next);
    lineStart = next;
    at = next - 1;
  }
  return ends;
}

/** 3 where the bytes start with EF BB BF, which is no part of the first line; otherwise 0. */
export function startAfterBom(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
