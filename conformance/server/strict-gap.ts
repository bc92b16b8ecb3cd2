/** Makes strict gaps: the next slice waits until the client's process has taken what was written. */
import { waitMs } from "./wait-ms.ts";
import type { PortPair, QueueWatch } from "./watch-queues.ts";
import type { Gap } from "./write-slices.ts";

/** The tables are read piece by piece while connections come and go, so one that is missing may have been skipped. */
const LOOKS_MISSED_MAX = 3;

/**
 * Goes on once the peer's receive queue is empty. That proves that the client's process has read the bytes, no
 * more; it needs nothing of the client and does not depend on how busy the machine is. `ports` is undefined once
 * the connection is gone.
 */
export function strictGap(watch: QueueWatch, ceilingMs: number, ports: () => PortPair | undefined): Gap {
  return async (gapMs, over) => {
    const pair = ports();
    if (pair !== undefined && (await isDrained(watch, pair, AbortSignal.any([over, AbortSignal.timeout(ceilingMs)]))))
      return "made";
    await waitMs(gapMs, over);
    return "fallback";
  };
}

async function isDrained(watch: QueueWatch, pair: PortPair, until: AbortSignal): Promise<boolean> {
  let missed = 0;
  while (missed < LOOKS_MISSED_MAX && !until.aborted) {
    const seen = await watch.look(pair);
    if (seen === "not_seen") missed += 1;
    else if (seen.waiting === 0) return true;
  }
  return false;
}
