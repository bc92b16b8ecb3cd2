/** Draws where bytes are cut before the bytes are known. */
import * as fc from "fast-check";
import { eventEnds, visitSeams } from "../../src/wire/index.ts";

/** How a stream is cut. `picks` count from what there is (modulo), so a plan fits any bytes. */
export type CutPlan = {
  readonly way: "whole" | "events" | "picks" | "seams" | "bytes";
  /** For `picks`: a seam's kind, then the seam among those of its kind; where there is no seam, an offset. */
  readonly picks: readonly (readonly [kind: number, at: number])[];
};

/** Up to this many bytes every byte is a slice of its own; beyond that, the seams are. */
const BYTE_BY_BYTE_BYTES_MAX = 4_096;

/**
 * Mostly at seams: offsets drawn anywhere seldom fall inside a code point, fractions of the length never do. Shrinks
 * toward one slice. Where the bytes are there already, `cuts` shrinks better: it keeps each cut where it was.
 */
export function cutPlan(): fc.Arbitrary<CutPlan> {
  return fc.record({
    way: fc.constantFrom("whole", "events", "picks", "picks", "picks", "seams", "seams", "seams", "bytes"),
    picks: fc.array(fc.tuple(fc.nat({ max: 31 }), fc.nat({ max: 0xffff })), {
      minLength: 1,
      maxLength: 16,
      size: "max",
    }),
  });
}

/** Ascending, unique offsets strictly inside the bytes. */
export function planCuts(bytes: Uint8Array, plan: CutPlan): readonly number[] {
  if (bytes.length < 2) return [];
  switch (plan.way) {
    case "whole":
      return [];
    case "events":
      return eventEnds(bytes).filter((offset) => offset < bytes.length);
    case "bytes":
      return bytes.length <= BYTE_BY_BYTE_BYTES_MAX ? everyOffset(bytes) : seamsOf(bytes);
    case "seams":
      return seamsOf(bytes);
    case "picks":
      return ascending(pickSeams(bytes, plan.picks));
  }
}

function everyOffset(bytes: Uint8Array): readonly number[] {
  const offsets: number[] = [];
  for (let at = 1; at < bytes.length; at += 1) offsets.push(at);
  return offsets;
}

/** Seams come in order; one offset may be a seam of several kinds. */
function seamsOf(bytes: Uint8Array): readonly number[] {
  const offsets: number[] = [];
  let last = 0;
  visitSeams(bytes, (offset) => {
    if (offset !== last) offsets.push(offset);
    last = offset;
  });
  return offsets;
}

/** The kind is picked first, so that a rare kind is cut as often as a common one. */
function pickSeams(bytes: Uint8Array, picks: CutPlan["picks"]): readonly number[] {
  const byKind = new Map<string, number[]>();
  visitSeams(bytes, (offset, kind) => {
    const offsets = byKind.get(kind);
    if (offsets === undefined) byKind.set(kind, [offset]);
    else offsets.push(offset);
  });
  const kinds = [...byKind.values()];
  return picks.map(([kind, at]) => {
    const offsets = kinds[kind % Math.max(1, kinds.length)];
    return offsets?.[at % offsets.length] ?? 1 + (at % (bytes.length - 1));
  });
}

function ascending(offsets: readonly number[]): readonly number[] {
  return [...new Set(offsets)].sort((one, other) => one - other);
}
