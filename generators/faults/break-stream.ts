/** Lets a fault strike a drawn stream. */
import { cutBytes } from "../../src/wire/index.ts";
import { drawFrom } from "../spell/draw-from.ts";
import type { DrawnStream } from "../stream/drawn-stream.ts";
import { planCuts } from "../stream/cut-plan.ts";
import type { Broken, Fault } from "./fault.ts";

export type BrokenStream = Broken & {
  readonly fault: Fault;
  /** The stream as it would have been. */
  readonly whole: DrawnStream;
  readonly offsets: readonly number[];
  readonly slices: readonly Uint8Array[];
};

/** Pure: where the fault strikes was drawn with the stream's plan. */
export function breakStream(whole: DrawnStream, fault: Fault): BrokenStream {
  const broken = fault.apply(whole, drawFrom(whole.knobs.plan.picks.toReversed()));
  const offsets = planCuts(broken.bytes, whole.knobs.cuts);
  return { ...broken, fault, whole, offsets, slices: cutBytes(broken.bytes, offsets) };
}
