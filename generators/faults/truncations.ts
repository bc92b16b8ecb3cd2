/** Faults by which a stream ends before it is whole. */
import { eventEnds, findSeams } from "../../src/wire/index.ts";
import type { DrawnStream } from "../stream/drawn-stream.ts";
import type { BodyEnd, Broken, Fault } from "./fault.ts";
import { chunksToLastFinish, chunksWithin, finishesWithin } from "./sent-before.ts";

const CLASSES = ["truncated", "transport_reset", "connect", "malformed_json", "malformed_sse"];

/** Where all have finished, nothing of the answer is missing: being told is right, and so is being content. */
function cutAt(stream: DrawnStream, length: number, end: BodyEnd): Broken {
  const finishes = finishesWithin(stream, chunksWithin(stream, length));
  const isTold = end !== "fin" && finishes.includes(null);
  return {
    bytes: stream.bytes.subarray(0, length),
    end,
    due: { outcomes: isTold ? ["failed"] : ["failed", "completed"], errors: CLASSES, finishes },
  };
}

/** One of the offsets, or the middle where there is none. */
function oneOf(offsets: readonly number[], { bytes }: DrawnStream, draw: (below: number) => number): number {
  const inside = offsets.filter((offset) => offset > 0 && offset < bytes.length);
  return inside[draw(inside.length)] ?? bytes.length >> 1;
}

const anywhere = (stream: DrawnStream, draw: (below: number) => number) => 1 + draw(stream.bytes.length - 1);

/** Ends of whole events up to the last finish, that one left out. */
function endsInAnswer(stream: DrawnStream): readonly number[] {
  const last = chunksToLastFinish(stream);
  return eventEnds(stream.bytes).filter((end) => chunksWithin(stream, end) < last);
}

export const TRUNCATIONS: readonly Fault[] = [
  {
    id: "truncation/anywhere",
    title: "The body ends after any byte, as HTTP goes cleanly.",
    level: "must",
    basis: "spec",
    source: "openai:chat-streaming#choices.finish_reason: a reason that was not sent is not reported",
    apply: (stream, draw) => cutAt(stream, anywhere(stream, draw), "fin"),
  },
  {
    id: "truncation/inside-character",
    title: "The body ends inside a character of several bytes.",
    level: "must",
    basis: "spec",
    source: "RFC 3629; the same floor",
    apply: (stream, draw) => {
      const inside = findSeams(stream.bytes).filter(({ kind }) => kind === "inside_code_point");
      return cutAt(
        stream,
        oneOf(
          inside.map(({ offset }) => offset),
          stream,
          draw,
        ),
        "fin",
      );
    },
  },
  {
    id: "truncation/between-events",
    title: "The body ends behind a whole event, in mid-answer.",
    level: "must",
    basis: "spec",
    source: "openai:chat-streaming#choices.finish_reason",
    apply: (stream, draw) => cutAt(stream, oneOf(endsInAnswer(stream), stream, draw), "fin"),
  },
  {
    id: "truncation/after-finish",
    title: "The body ends behind the last finish, without usage or [DONE].",
    level: "observe",
    basis: "field",
    source: "recorded from gpustack and Hugging Face's router, without [DONE]",
    apply: (stream) => {
      const last = chunksToLastFinish(stream);
      const end = eventEnds(stream.bytes).find((offset) => chunksWithin(stream, offset) >= last);
      return cutAt(stream, end ?? stream.bytes.length, "fin");
    },
  },
  {
    id: "truncation/reset",
    title: "The connection is reset in mid-answer.",
    level: "must",
    basis: "spec",
    source: "RFC 9112, section 8, incomplete messages",
    apply: (stream, draw) => cutAt(stream, oneOf(endsInAnswer(stream), stream, draw), "rst"),
  },
  {
    id: "truncation/last-chunk-missing",
    title: "The chunked body ends in mid-answer without its last chunk.",
    level: "must",
    basis: "spec",
    source: "RFC 9112, section 8, incomplete messages",
    apply: (stream, draw) => cutAt(stream, oneOf(endsInAnswer(stream), stream, draw), "missing_last_chunk"),
  },
];
