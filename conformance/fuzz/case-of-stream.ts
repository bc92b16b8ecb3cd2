/** Makes the case of a drawn stream: the truth is what is expected, the slices are what is played. */
import type { BodyEnd, DrawnStream } from "../../generators/index.ts";
import { cutBytes } from "../../src/wire/index.ts";
import { chooseGaps } from "../expand/choose-cuts.ts";
import type { Alternative, Case, CaseExchange, LoadedCase } from "../shape/case.ts";
import type { Play, PlayedExchangeScript } from "../shape/play.ts";
import { drawnCase } from "./drawn-case.ts";
import type { PlayableStream } from "./fuzz-draw.ts";

/** Gaps of one play: few, for they cost real time, and at the most telling cuts. */
const GAPS_MAX = 4;
const GAP_MS = 5;
/** Where all hangs on one cut, a busy machine must not close the gap. */
const LONE_GAP_MS = 20;
const HEADERS = { "content-type": "text/event-stream" };

export type StreamCase = {
  readonly whole: DrawnStream;
  readonly bytes: Uint8Array;
  readonly offsets: readonly number[];
  readonly end: BodyEnd;
  readonly anyOf: readonly Alternative[];
  readonly rule: string;
  /** Answers to requests that should never come. */
  readonly more?: readonly Uint8Array[];
};

export function caseOfStream({ whole, bytes, offsets, end, anyOf, rule, more = [] }: StreamCase): PlayableStream {
  const { message, usage } = whole.truth;
  const { dialect } = whole.profile;
  const asksForUsage = usage !== null || whole.knobs.quirks.includes("usage/missing");
  const given: Case = {
    ...drawnCase(rule),
    input: end === "fin" ? "legal" : "broken",
    profile: dialect === "openai" ? "core" : dialect,
    op: "chat.stream",
    request: {
      ...(asksForUsage ? { include_usage: true } : {}),
      ...(message.choices.some((choice) => choice.tool_calls.length > 0) ? { tools: true } : {}),
      ...(message.choices.length > 1 ? { n: message.choices.length } : {}),
    },
    abort: null,
    exchanges: [exchangeOf(whole, bytes, end), ...more.map((body) => rawExchange(body, "fin"))],
    variants: { cuts: [], eol: [], spacing: [], transfer: [] },
    subject: null,
    compare: { content: "exact", null_is_absent: true },
    expect: { any_of: [...anyOf], server: { requests: 1 } },
  };
  return playableOf(given, bytes, offsets, end, more);
}

export function playableOf(
  given: Case,
  bytes: Uint8Array,
  offsets: readonly number[],
  end: BodyEnd,
  more: readonly Uint8Array[] = [],
): PlayableStream {
  return { loaded: { case: given, file: "fuzz", bodies: [bytes, ...more] }, play: playOf(bytes, offsets, end, more) };
}

/** The same case, delivered with other cuts. */
export function recut(
  stream: PlayableStream,
  bytes: Uint8Array,
  offsets: readonly number[],
  end: BodyEnd,
): PlayableStream {
  const loaded: LoadedCase = stream.loaded;
  return { loaded, play: playOf(bytes, offsets, end, loaded.bodies.slice(1)) };
}

// --- internal ---

/** Chunks are named where they are all of the answer, so that a client that hands them on is judged by their fold. */
function exchangeOf(whole: DrawnStream, bytes: Uint8Array, end: BodyEnd): CaseExchange {
  const isWhole = bytes.length === whole.bytes.length && end === "fin";
  if (!isWhole) return rawExchange(bytes, end);
  const { eol, space, bom, done, finalBlankLine } = whole.framing;
  return {
    status: 200,
    headers: HEADERS,
    chunks: whole.chunks.map((chunk) => ({ ...chunk })),
    framing: { eol, space, bom, done, final_blank_line: finalBlankLine },
    transfer: "chunked",
    end,
  };
}

function rawExchange(bytes: Uint8Array, end: BodyEnd): CaseExchange {
  return {
    status: 200,
    headers: HEADERS,
    body_base64: Buffer.from(bytes).toString("base64"),
    transfer: "chunked",
    end,
  };
}

function playOf(bytes: Uint8Array, offsets: readonly number[], end: BodyEnd, more: readonly Uint8Array[]): Play {
  const key = offsets.length === 0 ? "plain" : `cuts=${offsets.join()}`;
  const exchanges = [scriptOf(bytes, offsets, end), ...more.map((body) => scriptOf(body, [], "fin"))];
  return { key, axis: "cuts", script: { exchanges, gapMs: offsets.length === 1 ? LONE_GAP_MS : GAP_MS } };
}

function scriptOf(body: Uint8Array, cuts: readonly number[], end: BodyEnd): PlayedExchangeScript {
  return {
    status: 200,
    headers: Object.entries(HEADERS),
    slices: body.length === 0 ? [] : cutBytes(body, cuts),
    gapsBefore: chooseGaps(body, cuts, GAPS_MAX, []),
    transfer: "chunked",
    end: { kind: end },
  };
}
