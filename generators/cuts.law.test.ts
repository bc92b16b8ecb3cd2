import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutBytes, encodeBlocks, findSeams, SEAM_KINDS, type SeamKind } from "../src/wire/index.ts";
import { cuts, framing, sseBlocks, twoWayCut } from "./index.ts";

const SEED = 20_240_503;
const SAMPLE = new TextEncoder().encode('\uFEFFdata: {"a":"é\\n🙂\uFEFF"}\r\n\r\n: ping\r\n\r\ndata: [DONE]\r\n\r\n');

const bytes = fc.tuple(sseBlocks(), framing()).map(([blocks, framing]) => encodeBlocks(blocks, framing));

/** Every candidate that one step of shrinking offers. */
function shrinksOf<T>(arbitrary: fc.Arbitrary<T>, value: T): T[] {
  return [...arbitrary.shrink(value, undefined)].map((shrunk) => shrunk.value);
}

/** Throws for offsets that are no cuts: `cutBytes` is the judge. */
function check(bytes: Uint8Array, offsets: readonly number[]): void {
  expect(cutBytes(bytes, offsets)).toHaveLength(offsets.length + 1);
}

test("law: what is drawn, and all that it shrinks to, can be cut", () => {
  const law = fc.property(
    bytes.chain((bytes) => cuts(bytes).map((offsets) => ({ bytes, offsets }))),
    ({ bytes, offsets }) => {
      check(bytes, offsets);
      const all = new Set(offsets);
      for (const fewer of shrinksOf(cuts(bytes), offsets)) {
        check(bytes, fewer);
        expect(fewer.length).toBeLessThan(offsets.length);
        expect(fewer.every((offset) => all.has(offset))).toBe(true);
      }
    },
  );
  fc.assert(law, { seed: SEED, numRuns: 150 });
});

test("law: the same seed draws the same cuts", () => {
  fc.assert(
    fc.property(bytes, fc.integer(), (bytes, seed) => {
      expect(fc.sample(cuts(bytes), { seed, numRuns: 5 })).toEqual(fc.sample(cuts(bytes), { seed, numRuns: 5 }));
      expect(fc.sample(twoWayCut(bytes), { seed, numRuns: 5 })).toEqual(
        fc.sample(twoWayCut(bytes), { seed, numRuns: 5 }),
      );
    }),
    { seed: SEED, numRuns: 100 },
  );
  // It is not the same draw for every seed.
  const draws = [1, 2, 3, 4, 5, 6].map((seed) => JSON.stringify(fc.sample(cuts(SAMPLE), { seed, numRuns: 3 })));
  expect(new Set(draws).size).toBeGreaterThan(1);
});

test("law: a failure shrinks to the cuts that cause it", () => {
  const needed = findSeams(SAMPLE)
    .flatMap(({ kind, offset }) => (kind === "inside_crlf" ? [offset] : []))
    .slice(0, 2);
  expect(needed).toHaveLength(2);
  const fails = fc.property(cuts(SAMPLE), (offsets) => !needed.every((offset) => offsets.includes(offset)));
  for (const seed of [1, 2, 3, 4, 5]) {
    expect(fc.check(fails, { seed, numRuns: 500 }).counterexample).toEqual([needed]);
  }
});

function offsetsOf(wanted: SeamKind): Set<number> {
  return new Set(findSeams(SAMPLE).flatMap(({ kind, offset }) => (kind === wanted ? [offset] : [])));
}

describe("each kind of seam is aimed at", () => {
  const kinds = Object.keys(SEAM_KINDS).filter((kind): kind is SeamKind => kind in SEAM_KINDS);

  test.each(kinds)("%s", (kind) => {
    const seams = offsetsOf(kind);
    const hit = (draws: readonly number[][]): number =>
      draws.filter((offsets) => offsets.some((at) => seams.has(at))).length;
    expect(hit(fc.sample(cuts(SAMPLE), { seed: SEED, numRuns: 500 }))).toBeGreaterThan(200);
    expect(hit(fc.sample(twoWayCut(SAMPLE), { seed: SEED, numRuns: 500 }))).toBeGreaterThan(15);
    const only = fc.sample(cuts(SAMPLE, { kinds: [kind], byteByByteBytesMax: 0 }), { seed: SEED, numRuns: 500 });
    const elsewhere = only.filter((offsets) => offsets.some((at) => !seams.has(at))).length;
    expect(elsewhere).toBeLessThan(150);
  });

  test("fractions of the length, drawn as doubles, would miss them", () => {
    const fractions = fc.double({ min: 0, max: 1, noNaN: true }).map((part) => Math.floor(part * SAMPLE.length));
    const inside = offsetsOf("inside_code_point");
    const hits = fc.sample(fractions, { seed: SEED, numRuns: 500 }).filter((offset) => inside.has(offset)).length;
    expect(hits).toBeLessThan(25);
  });
});

test("sometimes every byte is cut, sometimes nothing, sometimes elsewhere than at a seam", () => {
  const draws = fc.sample(cuts(SAMPLE), { seed: SEED, numRuns: 500 });
  const seams = new Set(findSeams(SAMPLE).map(({ offset }) => offset));
  expect(draws.filter((offsets) => offsets.length === SAMPLE.length - 1).length).toBeGreaterThan(10);
  expect(draws.filter((offsets) => offsets.length === 0).length).toBeGreaterThan(5);
  expect(draws.filter((offsets) => offsets.length < 20 && offsets.some((at) => !seams.has(at))).length).toBeGreaterThan(
    20,
  );
});

test("options are obeyed", () => {
  for (const offsets of fc.sample(cuts(SAMPLE, { cutsMax: 3 }), { seed: SEED, numRuns: 300 })) {
    check(SAMPLE, offsets);
    expect(offsets.length).toBeLessThanOrEqual(3);
  }
  for (const offsets of fc.sample(cuts(SAMPLE, { byteByByteBytesMax: 10 }), { seed: SEED, numRuns: 300 })) {
    expect(offsets.length).toBeLessThan(SAMPLE.length - 1);
  }
});

test("too few bytes to cut are left whole", () => {
  for (const length of [0, 1]) {
    const short = new Uint8Array(length);
    for (const offsets of fc.sample(fc.oneof(cuts(short), twoWayCut(short)), { seed: SEED, numRuns: 50 })) {
      expect(offsets).toEqual([]);
    }
  }
});

test("law: a two-way cut is one cut, and shrinks to one cut", () => {
  fc.assert(
    fc.property(
      bytes
        .filter((bytes) => bytes.length >= 2)
        .chain((bytes) => twoWayCut(bytes).map((offsets) => ({ bytes, offsets }))),
      ({ bytes, offsets }) => {
        expect(offsets).toHaveLength(1);
        check(bytes, offsets);
      },
    ),
    { seed: SEED, numRuns: 500 },
  );
});
