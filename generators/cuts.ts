/** Draws where to cut a run of bytes, aimed at its seams. */
import * as fc from "fast-check";
import { findSeams, type SeamKind } from "../src/wire/index.ts";

/** Which cuts `cuts` may draw, and how many. */
export type CutsOptions = {
  /** Only seams of these kinds; all where left out. */
  readonly kinds?: readonly SeamKind[];
  /** How many cuts at most; as many as fit where left out. */
  readonly cutsMax?: number;
  /** Up to this many bytes, a cut before every byte is drawn too (default 4,096). */
  readonly byteByByteBytesMax?: number;
};

/**
 * Ascending, unique offsets strictly inside `bytes`: mostly a subset of its seams, sometimes anywhere, sometimes every
 * byte. Offsets are drawn as integers: fractions of the length as `fc.double` draws them are never inside a code
 * point. Shrinks toward fewer cuts, each of them where it was.
 */
export function cuts(bytes: Uint8Array, options: CutsOptions = {}): fc.Arbitrary<number[]> {
  return new Cuts(bytes, options);
}

/** One cut, mostly at a seam; none where there are fewer than two bytes. Shrinks toward the start. */
export function twoWayCut(bytes: Uint8Array): fc.Arbitrary<number[]> {
  if (bytes.length < 2) return fc.constant([]);
  const anywhere = fc.integer({ min: 1, max: bytes.length - 1 });
  const groups = seamGroups(bytes, undefined);
  if (groups.length === 0) return anywhere.map((offset) => [offset]);
  const atSeam = fc.oneof(...groups.map((offsets) => fc.nat({ max: offsets.length - 1 }).map((i) => offsets[i] ?? 1)));
  return fc.oneof({ weight: 3, arbitrary: atSeam }, { weight: 1, arbitrary: anywhere }).map((offset) => [offset]);
}

/** The offsets of each kind of seam, so that a rare kind is drawn as often as a common one. */
function seamGroups(bytes: Uint8Array, kinds: readonly SeamKind[] | undefined): readonly (readonly number[])[] {
  const groups = new Map<SeamKind, number[]>();
  for (const { offset, kind } of findSeams(bytes)) {
    if (kinds !== undefined && !kinds.includes(kind)) continue;
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [offset]);
    else group.push(offset);
  }
  return [...groups.values()];
}

class Cuts extends fc.Arbitrary<number[]> {
  readonly #length: number;
  readonly #groups: readonly (readonly number[])[];
  readonly #cutsMax: number;
  readonly #byteByByteBytesMax: number;

  constructor(bytes: Uint8Array, options: CutsOptions) {
    super();
    this.#length = bytes.length;
    this.#groups = seamGroups(bytes, options.kinds);
    this.#cutsMax = options.cutsMax ?? Number.POSITIVE_INFINITY;
    this.#byteByByteBytesMax = options.byteByByteBytesMax ?? 4_096;
  }

  override generate(random: fc.Random): fc.Value<number[]> {
    return new fc.Value(this.#draw(random), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is number[] {
    return (
      Array.isArray(value) &&
      value.length <= this.#cutsMax &&
      value.every(
        (offset, index) =>
          Number.isInteger(offset) && offset < this.#length && offset > (index === 0 ? 0 : value[index - 1]),
      )
    );
  }

  override shrink(value: number[]): fc.Stream<fc.Value<number[]>> {
    return fc.stream(fewer(value)).map((less) => new fc.Value(less, undefined));
  }

  #draw(random: fc.Random): number[] {
    if (this.#length < 2) return [];
    const offsets = new Set<number>();
    const way = random.nextInt(0, 9);
    if (way === 0 && this.#length <= this.#byteByByteBytesMax) {
      for (let offset = 1; offset < this.#length; offset += 1) offsets.add(offset);
    }
    if (way >= 3) for (const group of this.#groups) addSome(group, random, offsets);
    if (way === 2) {
      const group = this.#groups[random.nextInt(0, Math.max(0, this.#groups.length - 1))];
      if (group !== undefined) addSome(group, random, offsets);
    }
    if (way === 1 || way === 9) {
      for (let left = random.nextInt(1, 4); left > 0; left -= 1) offsets.add(random.nextInt(1, this.#length - 1));
    }
    return atMost(this.#cutsMax, [...offsets], random).sort((a, b) => a - b);
  }
}

/** None, one, some or all of a group: the density is drawn first, so that both ends are common. */
function addSome(group: readonly number[], random: fc.Random, offsets: Set<number>): void {
  const density = random.nextInt(0, 4);
  if (density === 1) {
    const one = group[random.nextInt(0, group.length - 1)];
    if (one !== undefined) offsets.add(one);
  } else if (density > 1) {
    for (const offset of group) if (random.nextInt(2, 4) <= density) offsets.add(offset);
  }
}

/** A random choice of `max` offsets. */
function atMost(max: number, offsets: number[], random: fc.Random): number[] {
  while (offsets.length > max) {
    const last = offsets.pop();
    const index = random.nextInt(0, offsets.length);
    if (last !== undefined && index < offsets.length) offsets[index] = last;
  }
  return offsets;
}

/** First no cuts at all, then with ever smaller runs of them left out. */
function* fewer(offsets: readonly number[]): IterableIterator<number[]> {
  if (offsets.length === 0) return;
  yield [];
  for (let size = Math.ceil(offsets.length / 2); size < offsets.length; size = Math.ceil(size / 2)) {
    for (let start = 0; start < offsets.length; start += size) {
      yield [...offsets.slice(0, start), ...offsets.slice(start + size)];
    }
    if (size === 1) return;
  }
}
