/** Writes the slices of one body, each as a write of its own, with the scripted gaps between them. */
import type { Writable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { BodyFraming } from "./body-framing.ts";
import { frameSlice } from "./frame-slice.ts";
import type { Turn } from "./record-attempt.ts";
import { waitMs } from "./wait-ms.ts";
import { waitForBarrier } from "./wait-for-barrier.ts";
import { writeBytes } from "./write-bytes.ts";

/** After so many writes without a gap other attempts, and the client's close, get a turn of the event loop. */
const WRITES_PER_TURN = 64;

/** Resolves when the gap before the next slice is over. */
export type Gap = (gapMs: number, over: AbortSignal) => Promise<"made" | "fallback">;

export const pauseGap: Gap = async (gapMs, over) => {
  await waitMs(gapMs, over);
  return "made";
};

/** Resolves true when all were written, false when the delivery was over before. */
export async function writeSlices(
  stream: Writable,
  turn: Turn,
  framing: BodyFraming["kind"],
  makeGap: Gap = pauseGap,
): Promise<boolean> {
  const { delivery, exchange, gapMs } = turn;
  const gaps = exchange.gapsBefore.length === 0 ? null : new Set(exchange.gapsBefore);
  let writes = 0;
  let index = -1;
  for (const slice of exchange.slices) {
    index += 1;
    if (gaps?.has(index) === true) {
      const how = await makeGap(gapMs, delivery.over);
      if (delivery.isOver) return false;
      delivery.madeGap(how);
    }
    if (exchange.barriers !== undefined && !(await waitForBarrier(turn, index))) return false;
    const frame = frameSlice(slice, framing, exchange.wire?.chunkExtensions);
    if (frame !== null) {
      if (!(await writeBytes(stream, frame)) || delivery.isOver) return false;
      if (++writes % WRITES_PER_TURN === 0) await nextTurn();
    }
    delivery.wroteSlice(slice.length);
  }
  if (delivery.isOver) return false;
  delivery.wroteBody();
  return true;
}
