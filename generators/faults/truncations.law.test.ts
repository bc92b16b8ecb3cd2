/** Truncations: whatever is right in reading the tail, readers agree on what was finished, and titles are true. */
import { describe, expect, test } from "vitest";
import { assemble, type Assembled } from "../../src/assembly/index.ts";
import { decodeBytes } from "../../src/wire/index.ts";
import {
  drawStreams,
  type DrawnStream,
  type Fault,
  type FaultDue,
  FAULTS,
  PROFILES,
  type Quirk,
  QUIRKS,
  settleMessage,
} from "../index.ts";
import { breakStream, isStruck } from "./break-stream.ts";
import { chunkEnds, chunksWithin, sentWithin } from "./sent-before.ts";

const ALL = Object.values(PROFILES);

function named<Value>(table: ReadonlyMap<string, Value>, id: string): Value {
  const found = table.get(id);
  if (found === undefined) throw new TypeError(id);
  return found;
}

const fault = (id: string): Fault => named(FAULTS, `truncation/${id}`);

function* streamsOf(count: number, quirks: readonly Quirk[] = []): Generator<DrawnStream> {
  for (const profile of ALL) for (const { whole } of drawStreams({ profile, seed: 3, count, quirks })) yield whole;
}

function handsOutWhole(bytes: Uint8Array): Assembled {
  const { items, residue } = decodeBytes([bytes]);
  return assemble(items, residue);
}

/** Readers of one stream, each right about what the others do otherwise at its end. */
const READERS: Readonly<Record<string, (bytes: Uint8Array) => Assembled>> = {
  "discards what no blank line ended": (bytes) => assemble(decodeBytes([bytes]).items),
  "hands out what is whole": handsOutWhole,
  "knows no CR without LF": (bytes) => {
    const text = Buffer.from(bytes).toString("latin1");
    return assemble(decodeBytes([Buffer.from(text.replaceAll(/\r(?!\n)/g, "?"), "latin1")]).items);
  },
};

/** Offsets at which some reader has finished otherwise than `strike` says. */
function disputed(whole: DrawnStream, strike: (whole: DrawnStream, length: number) => Struck): readonly number[] {
  const lengths = Array.from({ length: whole.bytes.length - 1 }, (_, at) => at + 1);
  return lengths.filter((length) => {
    const { bytes, finishes } = strike(whole, length);
    return Object.values(READERS).some((read) => {
      const { choices } = read(bytes).message;
      return whole.truth.message.choices.some(
        ({ index }, at) =>
          (choices.find((choice) => choice.index === index)?.finish_reason ?? null) !== (finishes[at] ?? null),
      );
    });
  });
}

type Struck = { readonly bytes: Uint8Array; readonly finishes: readonly (string | null)[] };

/** As the fault does it that ends the body anywhere. */
const struckAt = (whole: DrawnStream, length: number): Struck => {
  const { bytes, due } = fault("anywhere").apply(whole, () => length - 1);
  return { bytes, finishes: due.finishes };
};

/** Flawed: the body ends exactly where it was cut. */
const cutAt = (whole: DrawnStream, length: number): Struck => ({
  bytes: whole.bytes.subarray(0, length),
  finishes: sentWithin(whole, chunksWithin(whole, length)).finishes,
});

describe("law: wherever the body ends, readers agree on what was finished", () => {
  const quirked = [[], ["framing/crlf"], ["events/named-message", "framing/byte-order-mark"]].map((ids) =>
    ids.map((id) => named(QUIRKS, id)),
  );
  const streams = quirked.flatMap((quirks) => [
    ...drawStreams({ profile: PROFILES.openai, seed: 11, count: 2, quirks }),
  ]);

  test.each(streams.map(({ number, whole }) => [`${number} ${whole.knobs.quirks.join()}`, whole] as const))(
    "stream %s",
    (_name, whole) => {
      expect(disputed(whole, struckAt)).toEqual([]);
    },
  );

  test("the law bites: not where it ends exactly there", () => {
    const [plain, , crlf] = streams;
    if (plain === undefined || crlf === undefined) throw new TypeError("six streams are drawn");
    // Without its last line end or both; with CRLF, without half of the last as well.
    expect(disputed(plain.whole, cutAt).length).toBeGreaterThanOrEqual(2);
    expect(disputed(crlf.whole, cutAt).length).toBeGreaterThanOrEqual(4);
  });
});

test("CR ends a blank line, whether LF follows or not", () => {
  const [drawn] = drawStreams({ profile: PROFILES.openai, seed: 1, count: 1, quirks: [named(QUIRKS, "framing/crlf")] });
  if (drawn === undefined) throw new TypeError("one stream is drawn");
  for (const [at, end] of chunkEnds(drawn.whole).entries()) {
    expect([-2, -1, 0].map((before) => chunksWithin(drawn.whole, end + before))).toEqual([at, at + 1, at + 1]);
  }
});

/** Breaks at which `begun` is not what the reference road has text of. */
function misnamed(begunOf: (due: FaultDue) => FaultDue["begun"]): number {
  return [...streamsOf(30)].filter((whole) => {
    const { bytes, due } = breakStream(whole, fault("anywhere"));
    const { choices } = settleMessage(handsOutWhole(bytes).message);
    const read = whole.truth.message.choices.map(({ index }) => {
      const choice = choices.find((one) => one.index === index);
      return (["content", "reasoning", "refusal"] as const).filter((name) => (choice?.[name] ?? null) !== null);
    });
    return JSON.stringify(begunOf(due)) !== JSON.stringify(read);
  }).length;
}

test("law: of a choice those texts are named of which anything was sent", () => {
  expect(misnamed(({ begun }) => begun)).toBe(0);
  // The law bites: not where each choice is said to have begun.
  expect(misnamed(({ begun }) => begun.map(() => ["content"]))).toBeGreaterThan(0);
});

const MID_ANSWER = ["between-events", "reset", "last-chunk-missing"];

test.each(MID_ANSWER)("law: truncation/%s leaves some choice unfinished", (id) => {
  for (const whole of streamsOf(12)) expect(breakStream(whole, fault(id)).due.finishes).toContain(null);
});

test("law: truncation/between-events ends behind a whole event, or inside the only one", () => {
  const places = new Set<string>();
  for (const whole of streamsOf(12, [named(QUIRKS, "comments/before-each")])) {
    const { bytes } = breakStream(whole, fault("between-events"));
    const ends = chunkEnds(whole);
    const isBehind = ends.includes(bytes.length);
    // All of the answer is in the first chunk.
    const isOnly = bytes.length < (ends[0] ?? 0) && sentWithin(whole, 1).finishes.every((finish) => finish !== null);
    expect(isBehind || isOnly).toBe(true);
    places.add(isBehind ? "behind" : "inside");
  }
  expect([...places].toSorted()).toEqual(["behind", "inside"]);
});

test("law: truncation/inside-character ends inside one, or the stream has none", () => {
  const found = new Set<boolean>();
  for (const whole of streamsOf(12)) {
    const { bytes } = breakStream(whole, fault("inside-character"));
    const isInside = ((whole.bytes[bytes.length] ?? 0) & 0xc0) === 0x80;
    expect(isInside || whole.bytes.every((byte) => byte < 0x80)).toBe(true);
    found.add(isInside);
  }
  expect(found.size).toBe(2);
});

test("law: truncation/after-finish has every finish and nothing behind the last", () => {
  for (const whole of streamsOf(12)) {
    const broken = breakStream(whole, fault("after-finish"));
    expect(broken.due.finishes).not.toContain(null);
    expect(chunkEnds(whole)).toContain(broken.bytes.length);
    expect(isStruck(broken)).toBe(broken.bytes.length < whole.bytes.length);
  }
});

test("a stream with nothing behind its last finish is left whole, and none is called broken", () => {
  const faults = [fault("after-finish")];
  const isBroken = (profile: (typeof ALL)[number]) =>
    [...drawStreams({ profile, seed: 1, count: 20, faults })].map(({ broken }) => broken !== null);
  expect(new Set(isBroken(PROFILES.perplexity))).toEqual(new Set([false]));
  expect(new Set(isBroken(PROFILES.openai))).toEqual(new Set([true]));
});

test("law: json/cut-off names no finish whose chunk it struck", () => {
  const cutOff = named(FAULTS, "json/cut-off");
  let struck = 0;
  for (const whole of streamsOf(12)) {
    // The chunk of the first finish is the last that may be struck.
    const { bytes, due } = cutOff.apply(whole, (below) => below - 1);
    const told = whole.truth.message.choices.map(
      ({ index }) =>
        handsOutWhole(bytes).message.choices.find((choice) => choice.index === index)?.finish_reason ?? null,
    );
    expect(due.finishes).toEqual(told);
    if (due.finishes.includes(null)) struck += 1;
  }
  expect(struck).toBeGreaterThan(0);
});
