/** Takes away, or adds, the one optional space after the colon of `data`. */

const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const FIELD = new TextEncoder().encode("data:");
const BOM = [0xef, 0xbb, 0xbf] as const;

/**
 * A value that itself starts with a space keeps both: readers take one away. Null where no line changes.
 */
export function respellSpacing(bytes: Uint8Array, to: "none" | "one"): Uint8Array | null {
  const respelled: number[] = [];
  let changed = false;
  let atLineStart = true;
  const first = BOM.every((byte, index) => bytes[index] === byte) ? BOM.length : 0;
  respelled.push(...bytes.subarray(0, first));
  for (let at = first; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (atLineStart && FIELD.every((wanted, index) => bytes[at + index] === wanted)) {
      respelled.push(...FIELD);
      at += FIELD.length - 1;
      const [next, afterNext] = [bytes[at + 1], bytes[at + 2]];
      if (to === "none" && next === SPACE && afterNext !== SPACE) {
        at += 1;
        changed = true;
      } else if (to === "one" && next !== SPACE) {
        respelled.push(SPACE);
        changed = true;
      }
      atLineStart = false;
      continue;
    }
    respelled.push(byte);
    atLineStart = byte === CR || byte === LF;
  }
  return changed ? Uint8Array.from(respelled) : null;
}
