/** Chooses where the bytes of one body are cut, for each kind of cut that a case may ask for. */
import { eventEnds, visitSeams, type SeamKind } from "../../src/wire/index.ts";
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
/** Where all events or all seams are cut at once. */
export const EVENTS_CUT_MAX = 4_096;
export const SEAMS_CUT_MAX = 4_096;
/** Each has its bytes around it cut as well. */
export const SEAMS_CUT_BY_BYTE_MAX = 1_024;
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
  const seams = seamsByRank(bytes, isEventStream);
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

/** Offsets by kind, the most telling kind first; each ascending. A stream of line ends alone has more seams than bytes. */
type Seams = readonly (readonly number[])[];

function seamsByRank(bytes: Uint8Array, isEventStream: boolean): Seams {
  const byRank = Array.from({ length: NO_SEAM }, (): number[] => []);
  visitSeams(bytes, (offset, kind) => {
    if (isEventStream || kind === "inside_code_point") byRank[RANKS[kind]]?.push(offset);
  });
  return byRank.filter((offsets) => offsets.length > 0);
}

const MANY = {
  event: (bytes) =>
    evenShare(
      eventEnds(bytes).filter((offset) => offset < bytes.length),
      EVENTS_CUT_MAX,
    ),
  seams: (_bytes, seams) => tellingSeams(seams, SEAMS_CUT_MAX),
  byte: (bytes, seams) =>
    ascending(
      tellingSeams(seams, SEAMS_CUT_BY_BYTE_MAX).flatMap((offset) =>
        range(Math.max(1, offset - BYTES_AROUND_SEAM), Math.min(bytes.length, offset + BYTES_AROUND_SEAM + 1)),
      ),
    ),
} satisfies Record<string, (bytes: Uint8Array, seams: Seams) => readonly number[]>;

/** All of them where there is room, else the most telling, and of what is equal an even share. */
function tellingSeams(seams: Seams, seamsMax: number): readonly number[] {
  const chosen = new Set<number>();
  for (const offsets of seams) {
    const others = offsets.filter((offset) => !chosen.has(offset));
    for (const offset of evenShare(others, seamsMax - chosen.size)) chosen.add(offset);
  }
  return ascending(chosen);
}

function evenShare<T>(all: readonly T[], countMax: number): readonly T[] {
  if (all.length <= countMax) return all;
  return range(0, countMax).flatMap((share) => all[Math.floor((share * all.length) / countMax)] ?? []);
}

/** Every place between two bytes; of a body too long for that the most telling ones, and of the rest an even share. */
function everyCut(bytes: Uint8Array, isEventStream: boolean, seams: Seams): readonly number[] {
  const places = bytes.length - 1;
  if (places <= EVERY_CUT_MAX) return range(1, bytes.length);
  const chosen = new Set(twoWayCuts(bytes, isEventStream, seams, EVERY_CUT_MAX / 2));
  const room = EVERY_CUT_MAX - chosen.size;
  for (let share = 0; share < room; share += 1) chosen.add(1 + Math.floor((share * places) / room));
  return ascending(chosen);
}

/** One of each kind, the most telling first, then a second of each, until there are enough. */
function twoWayCuts(bytes: Uint8Array, isEventStream: boolean, seams: Seams, cutsMax: number): readonly number[] {
  const chosen = new Set<number>();
  const most = Math.max(0, ...seams.map((offsets) => offsets.length));
  for (let turn = 0; turn < most && chosen.size < cutsMax; turn += 1) {
    for (const offsets of seams) {
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
  const ranks = new Map(offsets.map((offset) => [offset, NO_SEAM]));
  visitSeams(bytes, (offset, kind) => {
    const rank = ranks.get(offset);
    if (rank !== undefined) ranks.set(offset, Math.min(RANKS[kind], rank));
  });
  for (const offset of firstly) ranks.set(offset, -1);
  const chosen: number[] = [];
  for (let rank = -1; rank <= NO_SEAM; rank += 1) {
    const equal = offsets
      .map((offset, index) => ({ offset, slice: index + 1 }))
      .filter(({ offset }) => (ranks.get(offset) ?? NO_SEAM) === rank);
    for (const { slice } of evenShare(equal, gapsMax - chosen.length)) chosen.push(slice);
  }
  return ascending(chosen);
}

function ascending(offsets: Iterable<number>): readonly number[] {
  return [...new Set(offsets)].sort((a, b) => a - b);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
