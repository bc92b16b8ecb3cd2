/** Tells what had been sent of a stream before a fault, from its chunks: never by reading the bytes back. */
import { eventEnds } from "../../src/wire/index.ts";
import type { Members } from "../profiles/dialect-profile.ts";
import { choicesOf } from "../quirks/map-chunk.ts";
import type { DrawnStream } from "../stream/drawn-stream.ts";

/** How many chunks are whole in the first `length` bytes. */
export function chunksWithin({ bytes, blocks, chunks }: DrawnStream, length: number): number {
  const ends = eventEnds(bytes).filter((end) => end <= length).length;
  const events = blocks.slice(0, ends).filter((block) => block.kind === "event").length;
  return Math.min(events, chunks.length);
}

/** The finish reason of each choice of the truth within the first `count` chunks. */
export function finishesWithin({ chunks, truth }: DrawnStream, count: number): readonly (string | null)[] {
  const sent = new Set(chunks.slice(0, count).flatMap(finished));
  return truth.message.choices.map(({ index, finish_reason }) => (sent.has(index) ? finish_reason : null));
}

/** How many chunks come before a choice finishes first. */
export function chunksBeforeFinish({ chunks }: DrawnStream): number {
  const first = chunks.findIndex((chunk) => finished(chunk).length > 0);
  return first === -1 ? chunks.length : first;
}

/** How many chunks there are up to the last finish. */
export function chunksToLastFinish({ chunks }: DrawnStream): number {
  return chunks.findLastIndex((chunk) => finished(chunk).length > 0) + 1;
}

function finished(chunk: Members): readonly unknown[] {
  return choicesOf(chunk).flatMap(({ index, finish_reason: said }) =>
    typeof said === "string" && said !== "" ? [index ?? 0] : [],
  );
}
