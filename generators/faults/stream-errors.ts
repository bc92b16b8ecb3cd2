/** Faults by which a stream says that it failed, or says what cannot be read. */
import { encodeBlocks, type SseBlock } from "../../src/wire/index.ts";
import type { Members } from "../profiles/dialect-profile.ts";
import { envelopeOf } from "../quirks/map-chunk.ts";
import { printJson } from "../spell/print-json.ts";
import type { DrawnStream } from "../stream/drawn-stream.ts";
import type { Broken, Fault } from "./fault.ts";
import { chunksBeforeFinish, sentOf, sentWithin } from "./sent-before.ts";

/** The blocks up to some chunk before the first finish, then others; what would have come after them does not. */
function breakOff(
  stream: DrawnStream,
  draw: (below: number) => number,
  made: {
    readonly blocks: (next: Members) => readonly SseBlock[];
    readonly done: boolean;
    readonly errors: readonly string[];
  },
): Broken {
  const kept = draw(chunksBeforeFinish(stream) + 1);
  const before = firstEvents(stream.blocks, kept);
  const blocks = [...before, ...made.blocks(stream.chunks[kept] ?? {})];
  return {
    bytes: encodeBlocks(blocks, { ...stream.framing, done: made.done }),
    end: "fin",
    due: { outcomes: ["failed"], errors: made.errors, ...sentWithin(stream, kept) },
  };
}

function firstEvents(blocks: readonly SseBlock[], count: number): readonly SseBlock[] {
  let seen = 0;
  const end = blocks.findIndex((block) => block.kind === "event" && (seen += 1) > count);
  return end === -1 ? blocks : blocks.slice(0, end);
}

const ERROR = { message: "The upstream went away", type: "server_error", param: null, code: null };
const TOLD = ["provider_error", "http_status"];

export const STREAM_ERRORS: readonly Fault[] = [
  {
    id: "error/in-chunk",
    title: "A chunk with empty choices carries an error, and the stream ends.",
    level: "should",
    basis: "field",
    source: "two streams recorded from OpenRouter; case errors/chunk-with-empty-choices",
    apply: (stream, draw) =>
      breakOff(stream, draw, {
        errors: TOLD,
        done: false,
        blocks: (next) => {
          const error = { code: 502, message: ERROR.message, metadata: { error_type: "provider_unavailable" } };
          return [event(stream, { ...envelopeOf(next), choices: [], error })];
        },
      }),
  },
  {
    id: "error/beside-choice",
    title: "A chunk whose choice finishes with `error` says why.",
    level: "must",
    basis: "vendor-doc",
    source: "openrouter:errors-and-debugging#mid-stream-errors",
    apply: (stream, draw) =>
      breakOff(stream, draw, {
        errors: TOLD,
        done: true,
        blocks: (next) => {
          const error = { code: "server_error", message: ERROR.message };
          const choices = [{ index: 0, delta: { content: "" }, finish_reason: "error" }];
          return [event(stream, { ...envelopeOf(next), error, choices })];
        },
      }),
  },
  {
    id: "error/envelope",
    title: "An error envelope stands in place of a chunk, then [DONE].",
    level: "should",
    basis: "field",
    source: "recorded from OpenAI; the sources of vLLM and SGLang; case errors/event-named-error",
    apply: (stream, draw) =>
      breakOff(stream, draw, { errors: TOLD, done: true, blocks: () => [event(stream, { error: ERROR })] }),
  },
  {
    id: "error/named-event",
    title: "An event named error carries the envelope, and the stream ends.",
    level: "should",
    basis: "field",
    source: "two streams recorded from Groq",
    apply: (stream, draw) =>
      breakOff(stream, draw, {
        errors: TOLD,
        done: false,
        blocks: () => [{ kind: "event", event: "error", data: printJson({ error: ERROR }, stream.style) }],
      }),
  },
  {
    id: "error/as-text",
    title: "The error is a bare sentence.",
    level: "should",
    basis: "field",
    source: "xAI's types; reported of Groq",
    apply: (stream, draw) =>
      breakOff(stream, draw, { errors: TOLD, done: false, blocks: () => [event(stream, { error: ERROR.message })] }),
  },
  {
    id: "json/cut-off",
    title: "One event holds half of a chunk; the rest of the stream is whole.",
    level: "should",
    basis: "field",
    source: "no clause tells the recipient what to do; a loss in silence is what users report",
    apply: (stream, draw) => {
      const kept = draw(chunksBeforeFinish(stream) + 1);
      const before = firstEvents(stream.blocks, kept);
      const rest = stream.blocks.slice(before.length);
      const [struck, ...after] = rest;
      const data = struck?.kind === "event" ? struck.data : "{}";
      // At least the closing brace is gone, so that what is left is no JSON; at least the opening one is there.
      const half = [...data].slice(0, 1 + draw(Math.max(1, [...data].length - 2))).join("");
      return {
        bytes: encodeBlocks([...before, { kind: "event", data: half }, ...after], stream.framing),
        end: "fin",
        due: {
          outcomes: ["failed"],
          errors: ["malformed_json", "schema"],
          ...sentOf(stream, stream.chunks.toSpliced(kept, 1)),
        },
      };
    },
  },
];

function event(stream: DrawnStream, value: Members): SseBlock {
  return { kind: "event", data: printJson(value, stream.style) };
}
