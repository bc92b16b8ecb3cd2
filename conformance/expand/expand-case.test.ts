import { expect, test } from "vitest";
import { DEFAULT_BARRIER_MS, expandCase } from "./expand-case.ts";
import {
  EVENTS_CUT_MAX,
  EVERY_CUT_MAX,
  GAPS_MAX,
  SEAMS_CUT_BY_BYTE_MAX,
  SEAMS_CUT_MAX,
  TWO_WAY_CUTS_MAX,
} from "./choose-cuts.ts";
import { playKeys } from "./describe-play.ts";
import { isWireCase } from "./is-wire-case.ts";
import { joined, loadedCase, streamOf } from "./testing/loaded-case.ts";

const HELLO = streamOf(["Grüße", " 🌊"]);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("plain is each body in one write, as the exchange says", () => {
  const [plain] = expandCase(
    loadedCase(HELLO, { exchange: { headers: { "Content-Type": "text/event-stream", "x-a": "b" } } }),
    { gapMs: 2 },
  );
  expect(plain).toMatchObject({ key: "plain", axis: "plain", script: { gapMs: 2 } });
  expect(plain?.script.exchanges).toEqual([
    {
      status: 200,
      headers: [
        ["Content-Type", "text/event-stream"],
        ["x-a", "b"],
      ],
      slices: [HELLO],
      gapsBefore: [],
      transfer: "chunked",
      end: { kind: "fin" },
    },
  ]);
});

test("without variants there is the plain play only", () => {
  expect(playKeys(loadedCase(HELLO), { variants: "none" })).toEqual(["plain"]);
});

test("by default there is one play of each kind, and six cuts in two", () => {
  const keys = playKeys(loadedCase(HELLO));
  expect(keys.filter((key) => !/^cuts=\d+$/.test(key))).toEqual([
    "plain",
    "cuts=event",
    "cuts=byte",
    "cuts=seams",
    "eol=crlf",
    "spacing=none",
    "transfer=length",
    "transfer=close",
  ]);
  expect(keys.filter((key) => /^cuts=\d+$/.test(key))).toHaveLength(TWO_WAY_CUTS_MAX);
});

test("the most telling cuts come first: inside a character, a CR LF, a blank line, an escape, a field name, before [DONE]", () => {
  const crlf = streamOf(['a "quoted" é'], { eol: "crlf" });
  const offsets = playKeys(loadedCase(crlf))
    .flatMap((key) => /^cuts=(\d+)$/.exec(key)?.[1] ?? [])
    .map(Number);
  const around = offsets.map((offset) => [crlf[offset - 1], crlf[offset]]);
  expect(around).toContainEqual([0xc3, 0xa9]);
  expect(around).toContainEqual([0x0d, 0x0a]);
  expect(around).toContainEqual([0x0a, 0x0d]);
  expect(around).toContainEqual([0x5c, 0x22]);
  expect(around).toContainEqual([0x64, 0x61]);
  expect(around).toContainEqual([0x20, 0x5b]);
});

test("all variants have every cut in two, and every key of the default", () => {
  const loaded = loadedCase(HELLO);
  const all = playKeys(loaded, { variants: "all" });
  expect(playKeys(loaded).filter((key) => !all.includes(key))).toEqual([]);
  expect(all.filter((key) => /^cuts=\d+$/.test(key))).toHaveLength(HELLO.length - 1);
});

test("of a long body the seams are cut and an even share of the rest, bounded", () => {
  const long = streamOf(["é", "x".repeat(40_000), "é"]);
  const loaded = loadedCase(long);
  const all = playKeys(loaded, { variants: "all" });
  const offsets = all.flatMap((key) => /^cuts=(\d+)$/.exec(key)?.[1] ?? []).map(Number);
  expect(offsets.length).toBeLessThanOrEqual(EVERY_CUT_MAX);
  expect(offsets.length).toBeGreaterThan(EVERY_CUT_MAX * 0.9);
  expect(playKeys(loaded).filter((key) => !all.includes(key))).toEqual([]);
  const gaps = offsets.map((offset, at) => offset - (offsets[at - 1] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan((2 * long.length) / EVERY_CUT_MAX + 1);
});

test.each([
  ["line ends", bytes(`data: x${"\n".repeat(200_000)}`)],
  ["events", bytes("data: é\n\n".repeat(40_000))],
])(
  "of a body with more seams than bytes to spare the most telling are cut, and of equal ones an even share: %s",
  (_, body) => {
    const plays = expandCase(loadedCase(body));
    const slices = (key: string): readonly Uint8Array[] =>
      plays.find((play) => play.key === key)?.script.exchanges[0]?.slices ?? [];
    expect(slices("cuts=event")).toHaveLength(EVENTS_CUT_MAX + 1);
    expect(slices("cuts=seams")).toHaveLength(SEAMS_CUT_MAX + 1);
    expect(slices("cuts=byte").length).toBeLessThanOrEqual(17 * SEAMS_CUT_BY_BYTE_MAX + 1);
    for (const key of ["cuts=event", "cuts=seams", "cuts=byte"]) {
      expect(Math.max(...slices(key).map(({ length }) => length)), key).toBeLessThan(body.length / 500);
      expect(joined(slices(key)).equals(Buffer.from(body)), key).toBe(true);
    }
  },
);

test("where there is no room for all seams, those inside characters come before those between lines", () => {
  const body = bytes(`${"\n".repeat(5_000)}data: ${"é".repeat(50)}\n\n${"\n".repeat(5_000)}`);
  for (const key of ["cuts=seams", "cuts=byte"]) {
    const slices = expandCase(loadedCase(body), { only: key })[0]?.script.exchanges[0]?.slices ?? [];
    expect(
      slices.filter(([first = 0]) => (first & 0xc0) === 0x80),
      key,
    ).toHaveLength(50);
  }
});

test.each(["plain", "cuts=seams", "cuts=41", "eol=crlf", "transfer=close"])(
  "%s alone is the play that all have",
  (key) => {
    const loaded = loadedCase(HELLO);
    expect(expandCase(loaded, { only: key })).toEqual(
      expandCase(loaded, { variants: "all" }).filter((play) => play.key === key),
    );
  },
);

test("a key of several cuts has its slices; one that is out of order, outside or of no axis has no play", () => {
  const loaded = loadedCase(HELLO);
  const [play] = expandCase(loaded, { only: "cuts=3,41" });
  expect(play?.script.exchanges[0]?.slices.map(({ length }) => length)).toEqual([3, 38, HELLO.length - 41]);
  for (const only of ["cuts=41,3", "cuts=3,3", "cuts=0", `cuts=${HELLO.length}`, "cuts=x", "eol=nl", ""])
    expect(expandCase(loaded, { only }), only).toEqual([]);
  expect(expandCase(loadedCase(HELLO, { case: { variants: { cuts: ["event"] } } }), { only: "cuts=3" })).toEqual([]);
});

test("a slice an event, byte by byte near seams only", () => {
  const long = streamOf(["x".repeat(500)]);
  const plays = expandCase(loadedCase(long));
  const slices = (key: string): number[] | undefined =>
    plays.find((play) => play.key === key)?.script.exchanges[0]?.slices.map(({ length }) => length);
  expect(slices("cuts=event")).toEqual([long.length - 14, 14]);
  expect(slices("cuts=byte")?.filter((length) => length > 1)).toHaveLength(1);
  expect(Math.max(...(slices("cuts=byte") ?? []))).toBeGreaterThan(400);
});

test("past 64 gaps the seams keep theirs", () => {
  const plays = expandCase(loadedCase(streamOf(["aé", "bé", "cé", "dé"])));
  const exchange = plays.find((play) => play.key === "cuts=byte")?.script.exchanges[0];
  expect(exchange?.gapsBefore).toHaveLength(GAPS_MAX);
  const starts = (exchange?.slices ?? []).map((slice, index) => ({ index, first: slice[0] ?? 0 }));
  const insideCharacters = starts.filter(({ first }) => (first & 0xc0) === 0x80).map(({ index }) => index);
  expect(insideCharacters).toHaveLength(4);
  expect(exchange?.gapsBefore).toEqual(expect.arrayContaining(insideCharacters));
});

test("an abort case sends the body through the event with the text, then comments", () => {
  const body = streamOf(["one", "two", "three"]);
  const loaded = loadedCase(body, { case: { abort: { after_text: "two", how: "signal" } } });
  const plays = expandCase(loaded);
  const [exchange] = plays[0]?.script.exchanges ?? [];
  expect(exchange?.end).toEqual({ kind: "comments", limitMs: 3_000 });
  expect(joined(exchange?.slices ?? []).equals(Buffer.from(streamOf(["one", "two"], { done: false })))).toBe(true);
  expect(plays.map(({ key }) => key).filter((key) => key.startsWith("transfer"))).toEqual([]);
});

test("an abort text that no event holds is refused with its place", () => {
  const loaded = loadedCase(streamOf(["one"]), { case: { abort: { after_text: "four", how: "break" } } });
  expect(() => expandCase(loaded)).toThrow(
    expect.objectContaining({ code: "CASE_INVALID", place: "crafted/test/case.yaml:abort.after_text" }),
  );
});

test("an abort text is looked for as JSON spells it", () => {
  const loaded = loadedCase(streamOf(['say "é"', "more"]), { case: { abort: { after_text: '"é"', how: "break" } } });
  expect(joined(expandCase(loaded)[0]?.script.exchanges[0]?.slices ?? []).toString()).not.toContain("more");
});

test.each(["rst", "missing_last_chunk"])(
  "a body cut by %s keeps its transfer coding: its cut would be gone, or unseen",
  (end) => {
    expect(playKeys(loadedCase(HELLO, { exchange: { end } })).filter((key) => key.startsWith("transfer"))).toEqual([]);
  },
);

test("a held answer gets no length: it would be over at its last byte", () => {
  const keys = playKeys(loadedCase(HELLO, { exchange: { end: { hold_ms: 10 } } }));
  expect(keys.filter((key) => key.startsWith("transfer"))).toEqual(["transfer=close"]);
});

test("what follows [DONE] on a held connection is a write of its own after a gap, however it is spelled", () => {
  const body = Buffer.concat([HELLO, Buffer.from("data: {}\n\n")]);
  const plays = expandCase(loadedCase(body, { exchange: { end: { hold_ms: 10 } } }));
  for (const { key, script } of plays) {
    const [exchange] = script.exchanges;
    const tail =
      exchange?.slices.findIndex((_, index, slices) =>
        /^data: ?\{\}[\r\n]+$/.test(joined(slices.slice(index)).toString()),
      ) ?? -1;
    expect(tail, key).toBeGreaterThan(0);
    expect(exchange?.gapsBefore, key).toContain(tail);
  }
  expect(plays[0]?.script.exchanges[0]?.slices).toHaveLength(2);
});

test("a JSON body has no events, line ends or fields: one cut in its middle, and those inside its characters", () => {
  const json = bytes('{"error":{"message":"é"}}');
  const exchange = { status: 401, headers: { "content-type": "application/json" }, transfer: "length" };
  expect(playKeys(loadedCase(json, { exchange }))).toEqual(["plain", "cuts=13", "cuts=22", "transfer=close"]);
});

test("an empty body has nothing to cut or spell", () => {
  expect(playKeys(loadedCase(new Uint8Array(0)))).toEqual(["plain", "transfer=length", "transfer=close"]);
  expect(expandCase(loadedCase(new Uint8Array(0)))[0]?.script.exchanges[0]?.slices).toEqual([]);
});

test("a variant that sends what plain sends is left out", () => {
  const loaded = loadedCase(streamOf(["a"], { eol: "crlf", space: false }), { exchange: { transfer: "close" } });
  expect(playKeys(loaded).filter((key) => /^(?:eol|spacing|transfer)=/.test(key))).toEqual(["transfer=length"]);
});

test("with several exchanges the last one is cut, and all of them share the gaps", () => {
  const loaded = loadedCase(streamOf(["é", "é", "é", "é"]), { case: { exchanges: [{ body: "" }, { body: "" }] } });
  const play = expandCase(loaded).find(({ key }) => key === "cuts=byte");
  expect(play?.script.exchanges.map(({ slices }) => slices.length > 1)).toEqual([false, true]);
  expect(play?.script.exchanges.map(({ gapsBefore }) => gapsBefore.length)).toEqual([0, GAPS_MAX / 2]);
});

test("incremental delivery withholds each event until the ones before it were shown, comments aside", () => {
  const body = bytes(": hello\n\ndata: {}\n\n: again\n\ndata: {}\n\ndata: [DONE]\n\n");
  for (const { key, script } of expandCase(loadedCase(body, { case: { delivery: "incremental" } }))) {
    const [exchange] = script.exchanges;
    expect(script.barrierMs, key).toBe(DEFAULT_BARRIER_MS);
    const { barriers = [], slices = [] } = exchange ?? {};
    expect(
      barriers.map(({ shown }) => shown),
      key,
    ).toEqual([1, 2]);
    for (const { before, shown } of barriers) {
      const sent = joined(slices.slice(0, before)).toString();
      expect(sent, key).toMatch(/[\r\n]{2}$/);
      expect(sent.match(/^data/gm), key).toHaveLength(shown);
    }
  }
  expect(expandCase(loadedCase(body))[0]?.script.barrierMs).toBeUndefined();
});

test("odd ways of the transport go with every play; what means something under one coding only keeps it", () => {
  const wire = { chunk_extensions: ";a", informational: [{ status: 103, headers: { link: "x" } }] };
  const plays = expandCase(loadedCase(HELLO, { exchange: { wire } }));
  expect(plays.filter(({ axis }) => axis === "transfer")).toEqual([]);
  for (const { key, script } of plays) {
    expect(script.exchanges[0]?.wire, key).toEqual({
      chunkExtensions: ";a",
      informational: [{ status: 103, headers: [["link", "x"]] }],
    });
  }
  const padded = expandCase(loadedCase(HELLO, { exchange: { wire: { headers_kb: 20 } } }));
  expect(padded.filter(({ axis }) => axis === "transfer")).toHaveLength(2);
});

test("events that are withheld one by one are bounded", () => {
  const [most, tooMany] = [257, 258].map((count) =>
    loadedCase(bytes("data: x\n\n".repeat(count)), { case: { delivery: "incremental" } }),
  );
  if (most === undefined || tooMany === undefined) throw new Error("no case");
  expect(expandCase(most, { variants: "none" })[0]?.script.exchanges[0]?.barriers).toHaveLength(256);
  expect(() => expandCase(tooMany)).toThrow(
    expect.objectContaining({ code: "CASE_INVALID", place: "crafted/test/case.yaml:delivery" }),
  );
});

const about = (exchange: object, changes: object = {}): boolean =>
  isWireCase(loadedCase(HELLO, { exchange: { ...exchange }, case: { ...changes } }).case);

test("the transport is what a case is about where it asks for odd ways, for a connection that stays, or for increments", () => {
  expect(about({})).toBe(false);
  expect(about({ end: { hold_ms: 5 } })).toBe(false);
  expect(about({ end: { stay_ms: 5 } })).toBe(true);
  expect(about({ wire: { early: true } })).toBe(true);
  expect(about({}, { delivery: "incremental" })).toBe(true);
});
