/** Prints a drawn stream for whoever reads a counterexample: what it says, and the bytes as text. */
import type { DrawnStream } from "./drawn-stream.ts";

/** One JSON object; `cut_at` are offsets in bytes. Without it fast-check prints every byte of every slice. */
export function printStream({ profile, knobs, truth, bytes, offsets }: DrawnStream): string {
  const { message, usage } = truth;
  const body = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return JSON.stringify({ profile: profile.name, quirks: knobs.quirks, message, usage, body, cut_at: offsets });
}
