/** Writes bytes as one write of their own. */
import type { Writable } from "node:stream";

/**
 * Resolves true once the system has taken all of them, false if the stream is gone. Waiting for each write
 * keeps two slices from being merged into one vectored write, and a client that does not read from filling
 * our memory: at most one write is ever pending.
 */
export function writeBytes(stream: Writable, bytes: Uint8Array): Promise<boolean> {
  if (!stream.writable) return Promise.resolve(false);
  return new Promise((resolve) => {
    stream.write(bytes, (error) => resolve(error === null || error === undefined));
  });
}
