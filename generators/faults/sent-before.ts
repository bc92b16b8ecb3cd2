/** Tells what had been sent of a stream before a fault, from its chunks: never by reading the bytes back. */
import { eventEnds } from "../../src/wire/index.ts";
import type { Members } from "../profiles/dialect-profile.ts";
import { choicesOf } from "../quirks/map-chunk.ts";
import type { DrawnStream } from "../stream/drawn-stream.ts";

const LF = 0x0a;
const CR = 0x0d;

/** Where the event of each chunk ends: the offset behind its blank line, in bytes. */
export function chunkEnds({ bytes, blocks, chunks }: DrawnStream): readonly number[] {
  const ends = eventEnds(bytes);
  return blocks
    .flatMap((block, at) => (block.kind === "event" ? [ends[at] ?? bytes.length] : []))
    .slice(0, chunks.length);
}

/** How many chunks are whole in the first `length` bytes. CR ends a line, whether LF follows or not (HTML 9.2.6). */
export function chunksWithin(stream: DrawnStream, length: number): number {
  const { bytes } = stream;
  const isCrLf = (end: number) => bytes[end - 1] === LF && bytes[end - 2] === CR;
  return chunkEnds(stream).filter((end) => length >= (isCrLf(end) ? end - 1 : end)).length;
}

/** The finish reason of each choice of the truth that is among the chunks. */
export function finishesOf({ truth }: DrawnStream, chunks: readonly Members[]): readonly (string | null)[] {
  const sent = new Set(chunks.flatMap(finished));
  return truth.message.choices.map(({ index, finish_reason }) => (sent.has(index) ? finish_reason : null));
}

/** The finish reason of each choice of the truth within the first `count` chunks. */
export function finishesWithin(stream: DrawnStream, count: number): readonly (string | null)[] {
  return finishesOf(stream, stream.chunks.slice(0, count));
}

/** How many chunks come before a choice finishes first. */
export function chunksBeforeFinish({ chunks }: DrawnStream): number {
  const first = chunks.findIndex((chunk) => finished(chunk).length > 0);
  return first === -1 ? chunks.length : first;
}

/** How many chunks there are until every choice has finished; what repeats a finish comes after them. */
export function chunksUntilFinished(stream: DrawnStream): number {
  const open = new Set<unknown>(stream.truth.message.choices.map(({ index }) => index));
  return (
    1 +
    stream.chunks.findIndex((chunk) => {
      for (const index of finished(chunk)) open.delete(index);
      return open.size === 0;
    })
  );
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
