/** Faults by which a stream ends before it is whole. */
import { eventEnds, findSeams } from "../../src/wire/index.ts";
import type { Draw } from "../spell/draw-from.ts";
import type { DrawnStream } from "../stream/drawn-stream.ts";
import type { BodyEnd, Broken, Fault } from "./fault.ts";
import { chunkEnds, chunksToLastFinish, chunksUntilFinished, chunksWithin, sentWithin } from "./sent-before.ts";
import { trimTail } from "./trim-tail.ts";

const CLASSES = ["truncated", "transport_reset", "connect", "malformed_json", "malformed_sse"];

/**
 * Where all have finished, nothing of the answer is missing: being told is right, and so is being content. A body that
 * goes cleanly ends where all readings of it agree, at `length` or behind the event before it.
 */
function cutAt(stream: DrawnStream, length: number, end: BodyEnd): Broken {
  const cut = stream.bytes.subarray(0, length);
  const bytes = end === "fin" ? trimTail(cut) : cut;
  const sent = sentWithin(stream, chunksWithin(stream, bytes.length));
  const isTold = end !== "fin" && sent.finishes.includes(null);
  return {
    bytes,
    end,
    due: { outcomes: isTold ? ["failed"] : ["failed", "completed"], errors: CLASSES, ...sent },
  };
}

const anywhere = (stream: DrawnStream, draw: Draw): number => 1 + draw(stream.bytes.length - 1);

function insideCharacter(stream: DrawnStream, draw: Draw): number {
  const inside = findSeams(stream.bytes).filter(({ kind }) => kind === "inside_code_point");
  return inside[draw(inside.length)]?.offset ?? anywhere(stream, draw);
}

/** The end of an event before all have finished; where one event is all of the answer, the middle of it. */
function inAnswer(stream: DrawnStream, draw: Draw): number {
  const ends = chunkEnds(stream).slice(0, chunksUntilFinished(stream));
  const last = ends.at(-1) ?? stream.bytes.length;
  const before = ends.slice(0, -1);
  const start = eventEnds(stream.bytes).findLast((end) => end < last) ?? 0;
  return before[draw(before.length)] ?? (start + last) >> 1;
}

function behindFinish(stream: DrawnStream): number {
  return chunkEnds(stream)[chunksToLastFinish(stream) - 1] ?? stream.bytes.length;
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
    title: "The body ends inside a character of several bytes, or after any byte where there is none.",
    level: "must",
    basis: "spec",
    source: "RFC 3629; the same floor",
    apply: (stream, draw) => cutAt(stream, insideCharacter(stream, draw), "fin"),
  },
  {
    id: "truncation/between-events",
    title: "The body ends in mid-answer, behind a whole event or inside the only one.",
    level: "must",
    basis: "spec",
    source: "openai:chat-streaming#choices.finish_reason",
    apply: (stream, draw) => cutAt(stream, inAnswer(stream, draw), "fin"),
  },
  {
    id: "truncation/after-finish",
    title: "The body ends behind the last finish; usage or [DONE], where they were to follow, do not.",
    level: "observe",
    basis: "field",
    source: "recorded from gpustack and Hugging Face's router, without [DONE]",
    apply: (stream) => cutAt(stream, behindFinish(stream), "fin"),
  },
  {
    id: "truncation/reset",
    title: "The connection is reset in mid-answer.",
    level: "must",
    basis: "spec",
    source: "RFC 9112, section 8, incomplete messages",
    apply: (stream, draw) => cutAt(stream, inAnswer(stream, draw), "rst"),
  },
  {
    id: "truncation/last-chunk-missing",
    title: "The chunked body ends in mid-answer without its last chunk.",
    level: "must",
    basis: "spec",
    source: "RFC 9112, section 8, incomplete messages",
    apply: (stream, draw) => cutAt(stream, inAnswer(stream, draw), "missing_last_chunk"),
  },
];
