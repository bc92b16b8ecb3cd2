/** Lets a fault strike a drawn stream. */
import { cutBytes } from "../../src/wire/index.ts";
import { drawFrom } from "../spell/draw-from.ts";
import type { DrawnStream } from "../stream/drawn-stream.ts";
import { planCuts } from "../stream/cut-plan.ts";
import type { Broken, Fault } from "./fault.ts";

/** What is left of a stream, cut into slices as the whole of it was. */
export type BrokenStream = Broken & {
  readonly fault: Fault;
  /** The stream as it would have been. */
  readonly whole: DrawnStream;
  /** Where `bytes` are cut: ascending, in bytes, strictly inside. */
  readonly offsets: readonly number[];
  /** `bytes`, cut there: what goes over the wire before the connection ends as `end` says. */
  readonly slices: readonly Uint8Array[];
};

/** Pure: where the fault strikes was drawn with the stream's plan. `isStruck` says whether it found anything to strike. */
export function breakStream(whole: DrawnStream, fault: Fault): BrokenStream {
  const broken = fault.apply(whole, drawFrom(whole.knobs.plan.picks.toReversed()));
  const offsets = planCuts(broken.bytes, whole.knobs.cuts);
  return { ...broken, fault, whole, offsets, slices: cutBytes(broken.bytes, offsets) };
}

/** False where the stream is whole all the same: nothing follows the last finish of a Perplexity stream, for one. */
export function isStruck({ whole, bytes, end }: BrokenStream): boolean {
  return end !== "fin" || bytes.length !== whole.bytes.length || bytes.some((byte, at) => byte !== whole.bytes[at]);
}
