/** Splits the bytes of a pipe into lines at the byte 0x0A, with a ceiling on the length of one. */

/** A line without its end, or the head of one that went past the ceiling. */
export type SplitLine =
  | { readonly kind: "line"; readonly bytes: Uint8Array }
  | { readonly kind: "too_long"; readonly head: Uint8Array };

export type LineSplitter = {
  /** The lines that these bytes ended; a line past the ceiling is told once, at the byte that crosses it. */
  push(bytes: Uint8Array): readonly SplitLine[];
  /** The bytes after the last 0x0A; empty where the last line was whole. */
  rest(): Uint8Array;
};

const LF = 0x0a;
const CR = 0x0d;
const HEAD_BYTES = 4096;

/** Only 0x0A ends a line: U+2028, U+0085, a lone CR and form feeds are content. One trailing 0x0D is dropped. */
export function createLineSplitter(lineBytesMax: number): LineSplitter {
  let parts: Uint8Array[] = [];
  let held = 0;
  let skipping = false;

  function keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    parts.push(bytes);
    held += bytes.length;
  }

  function take(): Uint8Array {
    const [only] = parts;
    const whole = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts, held);
    parts = [];
    held = 0;
    return whole;
  }

  return {
    push(bytes) {
      const lines: SplitLine[] = [];
      let from = 0;
      while (from < bytes.length) {
        const at = bytes.indexOf(LF, from);
        const to = at === -1 ? bytes.length : at;
        if (!skipping) {
          keep(bytes.subarray(from, to));
          if (held > lineBytesMax) {
            lines.push({ kind: "too_long", head: take().slice(0, HEAD_BYTES) });
            skipping = true;
          } else if (at !== -1) {
            const line = take();
            lines.push({ kind: "line", bytes: line.at(-1) === CR ? line.subarray(0, -1) : line });
          }
        }
        if (at !== -1) skipping = false;
        from = to + 1;
      }
      return lines;
    },
    rest: () => (skipping ? new Uint8Array(0) : Buffer.concat(parts, held)),
  };
}
