/** The table of properties: what is asked of a client whatever the stream, one sentence each. */
import * as fc from "fast-check";
import { encodeBlocks } from "../../src/wire/index.ts";
import type { DrawnStream } from "../../generators/index.ts";
import type { FindingCode } from "../shape/finding.ts";
import { caseOfStream } from "./case-of-stream.ts";
import { cutOffsets } from "./cut-draw.ts";
import { drawEvents } from "./draw-events.ts";
import { drawParts, type DrawOptions } from "./draw-stream.ts";
import { brokenOf, streamOf } from "./stream-of-parts.ts";
import { dueOfFault, duesOfTruth } from "./due-of-stream.ts";
import type { ChatDraw, DrawnParts, FuzzDraw } from "./fuzz-draw.ts";
import { isOfFraming } from "./fuzz-quirks.ts";
import type { FuzzScope } from "./fuzz-scope.ts";

type Property = {
  readonly sentence: string;
  /** What the client must be able to do. */
  readonly op: "chat.stream" | "sse.read";
  readonly draws: (scope: FuzzScope) => fc.Arbitrary<FuzzDraw>;
  /** Findings that speak against this property; a failure in others is another property's business. */
  readonly codes: (code: FindingCode) => boolean;
};

const SENTENCES = {
  truth: "However a message is spelled, it comes back.",
  slicing: "However the bytes are sliced, the answer is the same.",
  framing: "Line ends, spaces, comments and other fields of events change nothing.",
  fault: "A stream that breaks is told, and no finish is invented for it.",
  one_request: "Once output has begun, the request is not sent again.",
  events: "However an event stream is written and sliced, its events come back.",
} as const;

const PLAIN_CUTS = { way: "whole", picks: [] } as const;
const isRetry = (code: FindingCode): boolean => code.startsWith("retry.");
const isNoRetry = (code: FindingCode): boolean => !isRetry(code);
const never = (): boolean => false;

/** Draws and builds the answers of one property. */
type ChatProperty = { readonly draws: DrawOptions; readonly build: (parts: DrawnParts) => ChatDraw };

export const CHAT_PROPERTIES = {
  truth: {
    draws: { isCut: false, isBroken: false, quirks: (quirk) => !isOfFraming(quirk), quirksMin: 0, quirksMax: 4 },
    build: (parts) => buildWhole(parts, SENTENCES.truth, null),
  },
  slicing: {
    // Two of the framing: some seams are there only with several lines of data that end in CRLF.
    draws: { isCut: true, isBroken: false, quirks: isOfFraming, quirksMin: 0, quirksMax: 2 },
    build: (parts) => buildWhole(parts, SENTENCES.slicing, { ...parts, cuts: PLAIN_CUTS }),
  },
  framing: {
    draws: { isCut: false, isBroken: false, quirks: isOfFraming, quirksMin: 1, quirksMax: 2 },
    build: (parts) => buildWhole(parts, SENTENCES.framing, { ...parts, quirks: [] }),
  },
  fault: {
    draws: { isCut: false, isBroken: true, quirks: never, quirksMin: 0, quirksMax: 0 },
    build: buildBroken,
  },
  one_request: {
    draws: { isCut: false, isBroken: false, quirks: never, quirksMin: 0, quirksMax: 0 },
    build: buildCutAnswer,
  },
} as const satisfies Record<string, ChatProperty>;

const chat = (name: keyof typeof CHAT_PROPERTIES, codes: (code: FindingCode) => boolean) => {
  const { draws, build }: ChatProperty = CHAT_PROPERTIES[name];
  return {
    sentence: SENTENCES[name],
    op: "chat.stream",
    draws: (scope: FuzzScope) =>
      drawParts(scope, draws)
        .map(build)
        .filter(({ bytes }) => bytes.length <= scope.streamBytesMax),
    codes,
  } as const;
};

export const FUZZ_PROPERTIES = {
  truth: chat("truth", isNoRetry),
  slicing: chat("slicing", isNoRetry),
  framing: chat("framing", isNoRetry),
  fault: chat("fault", isNoRetry),
  one_request: chat("one_request", isRetry),
  events: {
    sentence: SENTENCES.events,
    op: "sse.read",
    draws: (scope: FuzzScope) => drawEvents(scope, SENTENCES.events),
    codes: isNoRetry,
  },
} as const satisfies Record<string, Property>;

export type FuzzPropertyName = keyof typeof FUZZ_PROPERTIES;

export const FUZZ_PROPERTY_NAMES = Object.keys(FUZZ_PROPERTIES) as readonly FuzzPropertyName[];

/** The properties that a client with these capabilities can be asked for. */
export function propertiesFor({ capabilities }: Pick<FuzzScope, "capabilities">): readonly FuzzPropertyName[] {
  return FUZZ_PROPERTY_NAMES.filter((name) => capabilities.includes(FUZZ_PROPERTIES[name].op));
}

/** What is drawn for a property; the same seed, path and scope give the same draw. */
export function drawsOf(name: FuzzPropertyName, scope: FuzzScope): fc.Arbitrary<FuzzDraw> {
  return FUZZ_PROPERTIES[name].draws(scope);
}

// --- internal ---

function buildWhole(parts: DrawnParts, rule: string, without: DrawnParts | null): ChatDraw {
  const whole = streamOf(parts);
  const { bytes } = whole;
  const offsets = cutOffsets(bytes, parts.cuts);
  const mayFail = parts.quirks.some((quirk) => quirk.mayFail === true);
  const playable = (stream: DrawnStream, cuts: readonly number[]) =>
    caseOfStream({
      whole: stream,
      bytes: stream.bytes,
      offsets: cuts,
      end: "fin",
      anyOf: duesOfTruth(stream, mayFail),
      rule,
    });
  const baseline = without === null ? null : playable(streamOf(without), []);
  return { op: "chat.stream", parts, whole, bytes, offsets, end: "fin", due: playable(whole, offsets), baseline };
}

function buildBroken(parts: DrawnParts): ChatDraw {
  const whole = streamOf(parts);
  const broken = brokenOf(whole, parts);
  if (broken === null) throw new TypeError("a fault is drawn for this property");
  const { bytes, end } = broken;
  const anyOf = dueOfFault(whole, broken.due);
  const due = caseOfStream({ whole, bytes, offsets: [], end, anyOf, rule: SENTENCES.fault });
  return { op: "chat.stream", parts, whole, bytes, offsets: [], end, due, baseline: null };
}

/** Breaks off behind the first event with output; a second request would get the whole answer. */
function buildCutAnswer(parts: DrawnParts): ChatDraw {
  const whole = streamOf(parts);
  const [pick = 0] = parts.plan.picks;
  const events = whole.blocks.flatMap((block, at) => (block.kind === "event" ? [at] : []));
  const last = Math.max(1, events.length - 2);
  const kept = whole.blocks.slice(0, (events[pick % last] ?? 0) + 1);
  const bytes = encodeBlocks(kept, { ...whole.framing, done: false, finalBlankLine: true });
  const end = pick % 2 === 0 ? "rst" : "missing_last_chunk";
  const anyOf = [{ outcome: "failed" as const }, { outcome: "completed" as const }];
  const due = caseOfStream({ whole, bytes, offsets: [], end, anyOf, rule: SENTENCES.one_request, more: [whole.bytes] });
  return { op: "chat.stream", parts, whole, bytes, offsets: [], end, due, baseline: null };
}
