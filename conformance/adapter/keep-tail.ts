/** Keeps the last bytes of a stream, as text that a terminal may see. */
import { neutraliseText } from "./neutralise-text.ts";

export type Tail = { push(bytes: Uint8Array): void; text(): string };

export function createTail(bytesKept: number): Tail {
  let kept: Uint8Array = new Uint8Array(0);
  let dropped = false;
  return {
    push(bytes) {
      const all = Buffer.concat([kept, bytes]);
      dropped ||= all.length > bytesKept;
      // A copy, so that a small tail does not hold a large read alive.
      kept = all.length > bytesKept ? new Uint8Array(all.subarray(all.length - bytesKept)) : all;
    },
    text() {
      // The cut may have fallen inside a code point: its continuation bytes are no text.
      const start = dropped ? kept.subarray(0, 3).findIndex((byte) => (byte & 0xc0) !== 0x80) : 0;
      const from = Math.max(start, 0);
      return neutraliseText(new TextDecoder().decode(kept.subarray(from)).replaceAll("\r\n", "\n"));
    },
  };
}
