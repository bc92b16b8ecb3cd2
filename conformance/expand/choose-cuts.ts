/** Chooses where the bytes of one body are cut, for each kind of cut that a case may ask for. */
import { eventEnds, findSeams, type Seam, type SeamKind } from "../../src/wire/index.ts";
import type { CaseVariants } from "../shape/case.ts";

/** How telling a cut at such a seam is: 0 tells most. */
const RANKS: Readonly<Record<SeamKind, number>> = {
  inside_code_point: 0,
  inside_crlf: 1,
  inside_blank_line: 2,
  after_backslash: 3,
  inside_field_name: 4,
  before_done: 5,
  before_inner_bom: 6,
  after_bom: 7,
  after_done: 8,
  after_colon: 9,
  after_field_name: 10,
  event_end: 11,
};
const NO_SEAM = 12;

/** Over HTTP, by default. */
export const TWO_WAY_CUTS_MAX = 6;
/** Where every cut in two is asked for: a stream of megabytes has as many places, and a play for each would never end. */
export const EVERY_CUT_MAX = 4_096;
/** Gaps of one job, over all its exchanges. */
export const GAPS_MAX = 64;
const BYTES_AROUND_SEAM = 8;

export type Cuts = { readonly key: string; readonly offsets: readonly number[] };

/** In the order of the case; a body that is no event stream has no events, and no seams but its characters'. */
export function chooseCuts(
  bytes: Uint8Array,
  isEventStream: boolean,
  axes: CaseVariants["cuts"],
  every: boolean,
): readonly Cuts[] {
  const seams = isEventStream ? findSeams(bytes) : findSeams(bytes).filter(({ kind }) => kind === "inside_code_point");
  const cuts: Cuts[] = [];
  for (const axis of axes) {
    if (axis === "two_way") {
      const offsets = every
        ? everyCut(bytes, isEventStream, seams)
        : twoWayCuts(bytes, isEventStream, seams, TWO_WAY_CUTS_MAX);
      cuts.push(...offsets.map((offset) => ({ key: `cuts=${offset}`, offsets: [offset] })));
    } else if (isEventStream) {
      cuts.push({ key: `cuts=${axis}`, offsets: MANY[axis](bytes, seams) });
    }
  }
  return cuts.filter(({ offsets }) => offsets.length > 0);
}

const MANY = {
  event: (bytes) => eventEnds(bytes).filter((offset) => offset < bytes.length),
  seams: (_bytes, seams) => ascending(seams.map(({ offset }) => offset)),
  byte: (bytes, seams) =>
    ascending(
      seams.flatMap(({ offset }) =>
        range(Math.max(1, offset - BYTES_AROUND_SEAM), Math.min(bytes.length, offset + BYTES_AROUND_SEAM + 1)),
      ),
    ),
} satisfies Record<string, (bytes: Uint8Array, seams: readonly Seam[]) => readonly number[]>;

/** Every place between two bytes; of a body too long for that the most telling ones, and of the rest an even share. */
function everyCut(bytes: Uint8Array, isEventStream: boolean, seams: readonly Seam[]): readonly number[] {
  const places = bytes.length - 1;
  if (places <= EVERY_CUT_MAX) return range(1, bytes.length);
  const chosen = new Set(twoWayCuts(bytes, isEventStream, seams, EVERY_CUT_MAX / 2));
  const room = EVERY_CUT_MAX - chosen.size;
  for (let share = 0; share < room; share += 1) chosen.add(1 + Math.floor((share * places) / room));
  return ascending(chosen);
}

/** One of each kind, the most telling first, then a second of each, until there are enough. */
function twoWayCuts(
  bytes: Uint8Array,
  isEventStream: boolean,
  seams: readonly Seam[],
  cutsMax: number,
): readonly number[] {
  const byRank = new Map<number, number[]>();
  for (const { offset, kind } of seams) {
    const offsets = byRank.get(RANKS[kind]);
    // Copied for each seam, a stream of many lines took seconds.
    if (offsets === undefined) byRank.set(RANKS[kind], [offset]);
    else offsets.push(offset);
  }
  const kinds = [...byRank].sort(([a], [b]) => a - b).map(([, offsets]) => offsets);
  const chosen = new Set<number>();
  const most = Math.max(0, ...kinds.map((offsets) => offsets.length));
  for (let turn = 0; turn < most && chosen.size < cutsMax; turn += 1) {
    for (const offsets of kinds) {
      const offset = offsets[turn];
      if (offset !== undefined && chosen.size < cutsMax) chosen.add(offset);
    }
  }
  if (!isEventStream && bytes.length > 1) chosen.add(Math.floor(bytes.length / 2));
  return ascending(chosen).slice(0, cutsMax);
}

/**
 * The slices before which a real gap is made, as indexes: all cuts where there is room, else the most telling
 * seams, and of what is equal an even share. `firstly` are offsets that must have one.
 */
export function chooseGaps(
  bytes: Uint8Array,
  offsets: readonly number[],
  gapsMax: number,
  firstly: readonly number[],
): readonly number[] {
  if (offsets.length <= gapsMax) return offsets.map((_, index) => index + 1);
  const ranks = new Map<number, number>();
  for (const { offset, kind } of findSeams(bytes))
    ranks.set(offset, Math.min(RANKS[kind], ranks.get(offset) ?? NO_SEAM));
  for (const offset of firstly) ranks.set(offset, -1);
  const chosen: number[] = [];
  for (let rank = -1; rank <= NO_SEAM; rank += 1) {
    const equal = offsets
      .map((offset, index) => ({ offset, slice: index + 1 }))
      .filter(({ offset }) => (ranks.get(offset) ?? NO_SEAM) === rank);
    const room = Math.min(equal.length, gapsMax - chosen.length);
    for (let share = 0; share < room; share += 1) {
      const one = equal[Math.floor((share * equal.length) / room)];
      if (one !== undefined) chosen.push(one.slice);
    }
  }
  return ascending(chosen);
}

function ascending(offsets: Iterable<number>): readonly number[] {
  return [...new Set(offsets)].sort((a, b) => a - b);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
