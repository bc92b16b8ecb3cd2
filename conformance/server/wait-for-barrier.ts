/** Withholds a slice until the client has shown what came before it. */
import type { Turn } from "./record-attempt.ts";

/**
 * Resolves at once where no barrier stands before that slice, false where the delivery was over while it waited.
 * One that times out is recorded, and opens those behind it: a client that buffers is told apart by the first.
 */
export async function waitForBarrier({ delivery, exchange, shown, barrierMs }: Turn, slice: number): Promise<boolean> {
  const barrier = exchange.barriers?.find(({ before }) => before === slice);
  if (barrier === undefined || delivery.record().buffered !== undefined) return true;
  if (await shown.reaches(barrier.shown, barrierMs, delivery.over)) return true;
  if (delivery.isOver) return false;
  delivery.timedOut({ due: barrier.shown, shown: shown.count(), waitedMs: barrierMs });
  return true;
}
