/** Splits the bytes of a pipe into lines at the byte 0x0A, with a ceiling on the length of one. */

/** A line without its end, or the head of one that went past the ceiling. */
export type SplitLine =
  | { readonly kind: "line"; readonly bytes: Uint8Array }
  | { readonly kind: "too_long"; readonly head: Uint8Array };

export type LineSplitter = {
  /**
   * The lines that these bytes ended; a line past the ceiling is told once, at the byte that crosses it. A line's
   * bytes are good until the next push.
   */
  push(bytes: Uint8Array): readonly SplitLine[];
  /** The first bytes after the last 0x0A, at most 4 KiB; empty where the last line was whole. */
  rest(): Uint8Array;
};

const LF = 0x0a;
const CR = 0x0d;
const HEAD_BYTES = 4096;

/** Only 0x0A ends a line: U+2028, U+0085, a lone CR and form feeds are content. One trailing 0x0D is dropped. */
export function createLineSplitter(lineBytesMax: number): LineSplitter {
  // Grown by doubling: a line that comes in single bytes must cost no object a byte, and no copy a byte.
  let store = new Uint8Array(0);
  let held = 0;
  let skipping = false;

  function keep(bytes: Uint8Array): void {
    if (held + bytes.length > store.length) {
      const grown = new Uint8Array(Math.min(Math.max(2 * store.length, held + bytes.length, HEAD_BYTES), lineBytesMax));
      grown.set(store.subarray(0, held));
      store = grown;
    }
    store.set(bytes, held);
    held += bytes.length;
  }

  /** What is held with `last` behind it; the store is given away, so that one long line costs no memory for ever. */
  function take(last: Uint8Array): Uint8Array {
    if (held === 0) return last;
    keep(last);
    const whole = store.subarray(0, held);
    forget();
    return whole;
  }

  function forget(): void {
    store = new Uint8Array(0);
    held = 0;
  }

  /** The head of a line that runs on past `more`. */
  function headWith(more: Uint8Array): Uint8Array {
    const kept = store.subarray(0, Math.min(held, HEAD_BYTES));
    return Buffer.concat([kept, more.subarray(0, HEAD_BYTES - kept.length)]);
  }

  return {
    push(bytes) {
      const lines: SplitLine[] = [];
      let from = 0;
      while (from < bytes.length) {
        const at = bytes.indexOf(LF, from);
        const part = bytes.subarray(from, at === -1 ? bytes.length : at);
        if (!skipping) {
          if (held + part.length > lineBytesMax) {
            lines.push({ kind: "too_long", head: headWith(part) });
            forget();
            skipping = true;
          } else if (at === -1) {
            keep(part);
          } else {
            const line = take(part);
            lines.push({ kind: "line", bytes: line.at(-1) === CR ? line.subarray(0, -1) : line });
          }
        }
        if (at === -1) break;
        skipping = false;
        from = at + 1;
      }
      return lines;
    },
    rest: () => (skipping ? new Uint8Array(0) : headWith(new Uint8Array(0))),
  };
}
