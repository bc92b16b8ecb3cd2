/** Writes the line ends of an event stream in another way. */
import type { LineEnd } from "../../src/wire/index.ts";

const CR = 0x0d;
const LF = 0x0a;
const BYTES: Readonly<Record<LineEnd, readonly number[]>> = { lf: [LF], crlf: [CR, LF], cr: [CR] };

/** Null where the lines end in more than one way already, or in the way asked for: then it would be another stream, or none. */
export function respellLineEnds(bytes: Uint8Array, to: LineEnd): Uint8Array | null {
  const from = onlyLineEnd(bytes);
  if (from === null || from === to) return null;
  const respelled: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== CR && byte !== LF) {
      respelled.push(byte);
      continue;
    }
    respelled.push(...BYTES[to]);
    if (from === "crlf") at += 1;
  }
  return Uint8Array.from(respelled);
}

/** Event streams have no line end that is not one of the framing's: JSON escapes its own. */
function onlyLineEnd(bytes: Uint8Array): LineEnd | null {
  const seen = new Set<LineEnd>();
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === LF) seen.add("lf");
    if (bytes[at] !== CR) continue;
    if (bytes[at + 1] === LF) {
      seen.add("crlf");
      at += 1;
    } else seen.add("cr");
  }
  const [only] = seen;
  return seen.size === 1 && only !== undefined ? only : null;
}
