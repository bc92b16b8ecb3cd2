/** Draws streams by number: the same seed and number give the same stream, on every machine and in any order. */
import * as fc from "fast-check";
import { checkDrawNumbers, type DrawNumbers } from "./draw-numbers.ts";
import { breakStream, type BrokenStream, isStruck } from "./faults/break-stream.ts";
import type { Fault } from "./faults/fault.ts";
import type { DialectProfile } from "./profiles/dialect-profile.ts";
import type { Quirk } from "./quirks/quirk.ts";
import type { DrawnStream } from "./stream/drawn-stream.ts";
import { stream } from "./stream/stream.ts";

/** Raised whenever the same seed would give other bytes; part of every manifest. */
export const GENERATOR_VERSION = 2;

/** Which streams are drawn: of what, how many, and what is changed in them. */
export type DrawOptions = DrawNumbers & {
  readonly profile: DialectProfile;
  /** All of them on each stream. */
  readonly quirks?: readonly Quirk[];
  /** One of them a stream, in turn, behind those that are on each. */
  readonly quirksInTurn?: readonly Quirk[];
  /** One a stream, in turn; none where left out. */
  readonly faults?: readonly Fault[];
};

/** One stream of many, with what it takes to draw it again: its number, and the seed of the whole. */
export type NumberedStream = {
  readonly number: number;
  /** What `fast-check` was given for this one stream. */
  readonly seed: number;
  readonly whole: DrawnStream;
  /** Null where no fault was asked for, or where it found nothing to strike (`isStruck`). */
  readonly broken: BrokenStream | null;
};

/**
 * One at a time, so that a million of them need the memory of one. Throws a ToolkitError USAGE, at the call, where a
 * seed or a count is no whole number.
 */
export function drawStreams(options: DrawOptions): Generator<NumberedStream, void, undefined> {
  checkDrawNumbers("drawStreams", options);
  return drawEach(options);
}

/** Two 32-bit words to one, so that neighbours have nothing in common (the finaliser of MurmurHash3). */
export function mixSeed(seed: number, number: number): number {
  let mixed = (Math.trunc(seed) ^ Math.imul(number + 1, 0x9e3779b1)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}

// --- internal ---

function* drawEach(options: DrawOptions): Generator<NumberedStream, void, undefined> {
  const { profile, count, first = 0, quirks = [], quirksInTurn = [], faults = [] } = options;
  for (let number = first; number < first + count; number += 1) {
    const seed = mixSeed(options.seed, number);
    // Each round of the faults goes on with the next quirk, so that in time all of them meet.
    const turn = Math.floor(number / Math.max(1, faults.length)) % Math.max(1, quirksInTurn.length);
    const drawn = stream(profile, { quirks: [...quirks, ...quirksInTurn.slice(turn, turn + 1)] });
    // Unbiased: a single draw would otherwise always be fast-check's first, which prefers the smallest values.
    const [whole] = fc.sample(drawn, { seed, numRuns: 1, unbiased: true, randomType: "xorshift128plus" });
    if (whole === undefined) continue;
    const fault = faults[number % Math.max(1, faults.length)];
    const broken = fault === undefined ? null : breakStream(whole, fault);
    yield { number, seed, whole, broken: broken !== null && isStruck(broken) ? broken : null };
  }
}
