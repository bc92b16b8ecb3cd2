import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBytes, DEFAULT_FRAMING, encodeBlocks, type SseBlock } from "../../src/wire/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Play } from "../shape/play.ts";
import { expandCase } from "./expand-case.ts";
import { joined, loadedCase } from "./testing/loaded-case.ts";

type Expand = (loaded: LoadedCase) => readonly Play[];
type Law = (loaded: LoadedCase, plays: readonly Play[]) => boolean;

const SEEDED = { seed: 20260117, numRuns: 150 } as const;

/** Texts with characters of every length, leading spaces, escapes, and what looks like framing. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(" leading", "  two", "é漢🌊", 'a "b" \\', "data: x", "[DONE]", "\uFEFFinner", ""),
);

const block: fc.Arbitrary<SseBlock> = fc.oneof(
  { weight: 4, arbitrary: text.map((content): SseBlock => ({ kind: "event", data: JSON.stringify({ content }) })) },
  { weight: 1, arbitrary: text.map((data): SseBlock => ({ kind: "event", data: data.replace(/\r/g, "") })) },
  { weight: 1, arbitrary: fc.constant<SseBlock>({ kind: "event", data: " a\n\n b", event: "note", id: "7" }) },
  { weight: 1, arbitrary: fc.constant<SseBlock>({ kind: "comment", text: "é" }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<SseBlock>(
      { kind: "raw", text: "data:  b\r\n\r\n" },
      { kind: "raw", text: "data: c\r\r" },
    ),
  },
);

const loaded: fc.Arbitrary<LoadedCase> = fc
  .record({
    blocks: fc.array(block, { maxLength: 8 }),
    eol: fc.constantFrom("lf" as const, "crlf" as const, "cr" as const),
    space: fc.boolean(),
    bom: fc.boolean(),
    transfer: fc.constantFrom("chunked", "length", "close"),
    end: fc.constantFrom("fin", "rst", "missing_last_chunk", { hold_ms: 10 }),
    type: fc.constantFrom("text/event-stream", "TEXT/Event-Stream; charset=utf-8", "application/json"),
    exchanges: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ blocks, eol, space, bom, transfer, end, type, exchanges }) => {
    const tail: SseBlock = { kind: "event", data: "tail" };
    const done: SseBlock = { kind: "event", data: "[DONE]" };
    const bytes = encodeBlocks([...blocks, done, tail], { ...DEFAULT_FRAMING, eol, space, bom, done: false });
    const exchange = { body: "", headers: { "content-type": type }, transfer, end };
    return loadedCase(bytes, {
      case: {
        exchanges: Array.from({ length: exchanges }, () => exchange),
        variants: { eol: ["lf", "crlf", "cr"], spacing: ["none", "one"], transfer: ["chunked", "length", "close"] },
      },
    });
  });

function bodiesOf(play: Play): readonly Buffer[] {
  return play.script.exchanges.map(({ slices }) => joined(slices));
}

function sameBytes(one: Play, other: Play): boolean {
  const others = bodiesOf(other);
  return bodiesOf(one).every((body, index) => body.equals(others[index] ?? Buffer.of(0)));
}

function decoded(play: Play): unknown {
  return bodiesOf(play).map((body) => decodeBytes([body]).items.filter(({ kind }) => kind === "event"));
}

const LAWS = {
  "cuts and transfer codings change no byte": (_loaded, plays) => {
    const [plain, ...variants] = plays;
    return (
      plain !== undefined &&
      variants.every((play) => play.axis === "eol" || play.axis === "spacing" || sameBytes(play, plain))
    );
  },
  "line ends and spacing change no event": (_loaded, plays) => {
    const due = JSON.stringify(plays[0] === undefined ? null : decoded(plays[0]));
    return plays.every(
      (play) => (play.axis !== "eol" && play.axis !== "spacing") || JSON.stringify(decoded(play)) === due,
    );
  },
  "plain sends the bytes as written": ({ bodies }, plays) =>
    plays[0] !== undefined && bodiesOf(plays[0]).every((body, index) => body.equals(bodies[index] ?? Buffer.of(0))),
  "no two plays share a key": (_loaded, plays) => new Set(plays.map(({ key }) => key)).size === plays.length,
  "no two plays send the same": (_loaded, plays) =>
    new Set(
      plays.map(({ script }) =>
        JSON.stringify(
          script.exchanges.map(({ slices, transfer }) => [
            transfer,
            slices.map((slice) => Buffer.from(slice).toString("hex")),
          ]),
        ),
      ),
    ).size === plays.length,
  "a job has at most 64 gaps, each before a slice that is not the first": (_loaded, plays) =>
    plays.every(
      ({ script: { exchanges } }) =>
        exchanges.reduce((sum, { gapsBefore }) => sum + gapsBefore.length, 0) <= 64 &&
        exchanges.every(({ gapsBefore, slices }) =>
          gapsBefore.every((slice, index) => slice > (gapsBefore[index - 1] ?? 0) && slice < slices.length),
        ),
    ),
  "no slice is empty": (_loaded, plays) =>
    plays.every(({ script }) => script.exchanges.every(({ slices }) => slices.every(({ length }) => length > 0))),
  "a body that is cut short is played as it is written": ({ case: { exchanges } }, plays) =>
    exchanges.every(
      ({ end, transfer }, index) =>
        end === "fin" ||
        typeof end === "object" ||
        plays.every(({ script }) => script.exchanges[index]?.transfer === transfer),
    ),
} satisfies Record<string, Law>;

type LawName = keyof typeof LAWS;

test.each(Object.keys(LAWS) as LawName[])("law: %s", (name) => {
  fc.assert(
    fc.property(loaded, (given) => LAWS[name](given, expandCase(given))),
    SEEDED,
  );
});

test("pure: the same case gives the same plays", () => {
  fc.assert(
    fc.property(loaded, (given) => JSON.stringify(expandCase(given)) === JSON.stringify(expandCase(given))),
    { ...SEEDED, numRuns: 20 },
  );
});

/** Changes the slices of each play on an axis. */
function reslice(axis: Play["axis"], change: (slices: readonly Uint8Array[]) => readonly Uint8Array[]): Expand {
  return (given) =>
    expandCase(given).map((play) =>
      play.axis === axis
        ? {
            ...play,
            script: {
              ...play.script,
              exchanges: play.script.exchanges.map((one) => ({ ...one, slices: change(one.slices) })),
            },
          }
        : play,
    );
}

const respeller =
  (respell: (text: string) => string) =>
  (slices: readonly Uint8Array[]): readonly Uint8Array[] => [Buffer.from(respell(joined(slices).toString("utf8")))];

const MUTANTS: readonly { readonly id: string; readonly breaks: LawName; readonly expand: Expand }[] = [
  {
    id: "cuts-through-text",
    breaks: "cuts and transfer codings change no byte",
    expand: reslice("cuts", (slices) => slices.map((slice) => Buffer.from(Buffer.from(slice).toString("utf8")))),
  },
  {
    id: "loses-the-last-slice",
    breaks: "cuts and transfer codings change no byte",
    expand: reslice("cuts", (slices) => slices.slice(0, -1)),
  },
  {
    id: "strips-every-space",
    breaks: "line ends and spacing change no event",
    expand: reslice(
      "spacing",
      respeller((whole) => whole.replace(/^data: +/gm, "data:")),
    ),
  },
  {
    id: "adds-a-space-always",
    breaks: "line ends and spacing change no event",
    expand: reslice(
      "spacing",
      respeller((whole) => whole.replace(/^data:/gm, "data: ")),
    ),
  },
  {
    id: "replaces-lf-in-crlf",
    breaks: "line ends and spacing change no event",
    expand: reslice(
      "eol",
      respeller((whole) => whole.replaceAll("\n", "\n\n")),
    ),
  },
  {
    id: "loses-a-bom-in-plain",
    breaks: "plain sends the bytes as written",
    expand: reslice("plain", (slices) => [Buffer.from(new TextDecoder().decode(joined(slices)))]),
  },
  {
    id: "keys-by-kind",
    breaks: "no two plays share a key",
    expand: (given) => expandCase(given).map((play) => ({ ...play, key: play.key.replace(/\d+/, "seam") })),
  },
  {
    id: "keeps-twins",
    breaks: "no two plays send the same",
    expand: (given) => [
      ...expandCase(given),
      ...expandCase(given, { variants: "none" }).map((play) => ({ ...play, key: "eol=same" })),
    ],
  },
  {
    id: "gaps-everywhere",
    breaks: "a job has at most 64 gaps, each before a slice that is not the first",
    expand: withGaps((slices) => slices.slice(1).map((_, index) => index + 1)),
  },
  {
    id: "gap-before-the-first",
    breaks: "a job has at most 64 gaps, each before a slice that is not the first",
    expand: withGaps(() => [0]),
  },
  {
    id: "cuts-at-zero",
    breaks: "no slice is empty",
    expand: reslice("cuts", (slices) => [new Uint8Array(0), ...slices]),
  },
  {
    id: "gives-a-reset-a-length",
    breaks: "a body that is cut short is played as it is written",
    expand: (given) => [
      ...expandCase(given),
      ...expandCase(given, { variants: "none" }).map((play): Play => ({
        ...play,
        key: "transfer=length",
        axis: "transfer",
        script: { ...play.script, exchanges: play.script.exchanges.map((one) => ({ ...one, transfer: "length" })) },
      })),
    ],
  },
];

function withGaps(gaps: (slices: readonly Uint8Array[]) => readonly number[]): Expand {
  return (given) =>
    expandCase(given).map((play) => ({
      ...play,
      script: {
        ...play.script,
        exchanges: play.script.exchanges.map((one) => ({ ...one, gapsBefore: gaps(one.slices) })),
      },
    }));
}

test.each(MUTANTS)("$id is caught breaking: $breaks", ({ breaks, expand }) => {
  const found = fc.check(
    fc.property(loaded, (given) => LAWS[breaks](given, expand(given))),
    { ...SEEDED, endOnFailure: true },
  );
  expect(found.failed).toBe(true);
});

test("every law has a mutant", () => {
  expect(Object.keys(LAWS).filter((name) => !MUTANTS.some(({ breaks }) => breaks === name))).toEqual([]);
});
