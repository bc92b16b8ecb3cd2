/** Tells what had been sent of a stream before a fault, from its chunks: never by reading the bytes back. */
import { eventEnds } from "../../src/wire/index.ts";
import type { Members } from "../profiles/dialect-profile.ts";
import { choicesOf, deltaOf } from "../quirks/map-chunk.ts";
import type { DrawnStream } from "../stream/drawn-stream.ts";
import type { FaultDue } from "./fault.ts";

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

/** What of a truth is among some of its chunks, by choice in ascending index. */
export type Sent = Pick<FaultDue, "finishes" | "begun">;

export function sentOf({ truth }: DrawnStream, chunks: readonly Members[]): Sent {
  const finishes = new Set(chunks.flatMap(finished));
  const { choices } = truth.message;
  return {
    finishes: choices.map(({ index, finish_reason }) => (finishes.has(index) ? finish_reason : null)),
    begun: choices.map(({ index }) => {
      const own = chunks.flatMap(choicesOf).filter((choice) => (choice["index"] ?? 0) === index);
      const texts = new Set(own.flatMap((choice) => textsIn(deltaOf(choice))));
      return TEXTS.filter((name) => texts.has(name));
    }),
  };
}

/** The same of the first `count` chunks. */
export function sentWithin(stream: DrawnStream, count: number): Sent {
  return sentOf(stream, stream.chunks.slice(0, count));
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

const TEXTS = ["content", "reasoning", "refusal"] as const;

const isSaid = (value: unknown): boolean => typeof value === "string" && value !== "";

/** Which texts a delta goes on with, whatever the dialect calls them; Mistral's reasoning is a part of the content. */
function textsIn({ content, reasoning, reasoning_content, refusal }: Members): readonly (typeof TEXTS)[number][] {
  return [
    ...(isSaid(content) ? ["content" as const] : []),
    ...(isSaid(reasoning) || isSaid(reasoning_content) || Array.isArray(content) ? ["reasoning" as const] : []),
    ...(isSaid(refusal) ? ["refusal" as const] : []),
  ];
}
