/** Puts the drawn parts of a stream together, whole or broken. */
import { breakStream, buildStream, type BrokenStream, type DrawnStream } from "../../generators/index.ts";
import type { DrawnParts } from "./fuzz-draw.ts";

/** In one slice: where it is cut is for `cutOffsets` to say. */
export function streamOf({ profile, truth, plan, quirks, joins }: DrawnParts): DrawnStream {
  return buildStream({ profile, truth, plan, cuts: { way: "whole", picks: [] }, quirks: [...quirks, ...joins] });
}

export function brokenOf(whole: DrawnStream, { fault }: DrawnParts): BrokenStream | null {
  return fault === null ? null : breakStream(whole, fault);
}
