/** Keeps the evidence of one delivery while it goes on: what was written, and which side ended it first. */
import type { BufferedRecord, DeliveryRecord } from "../shape/play.ts";

/** A delivery that is going on. Once one side has ended it, nothing that comes later changes who did. */
export type Delivery = {
  /** Aborted when the delivery is over, whichever side ended it: every wait and write watches it. */
  readonly over: AbortSignal;
  /** Resolves at the same moment. */
  readonly ended: Promise<void>;
  /** A slice went out; `bytes` counts the body, not its framing. */
  wroteSlice(bytes: number): void;
  madeGap(how?: "made" | "fallback"): void;
  /** A barrier was opened by its ceiling. */
  timedOut(buffered: BufferedRecord): void;
  ignored(because: readonly string[]): void;
  /** All slices went out. */
  wroteBody(): void;
  serverEnded(): void;
  clientClosed(): void;
  record(): DeliveryRecord;
};

/** `nowMs` is the clock of the attempt. */
export function recordDelivery(exchange: DeliveryRecord["exchange"], nowMs: () => number): Delivery {
  const over = new AbortController();
  let resolveEnded: (() => void) | undefined;
  const ended = new Promise<void>((resolve) => {
    resolveEnded = resolve;
  });
  let seen: DeliveryRecord = {
    exchange,
    bytesWritten: 0,
    slicesWritten: 0,
    gapsMade: 0,
    bodyWrittenAtMs: null,
    serverEndedAtMs: null,
    clientClosedAtMs: null,
  };
  const end = (by: "serverEndedAtMs" | "clientClosedAtMs"): void => {
    if (over.signal.aborted) return;
    seen = { ...seen, [by]: nowMs() };
    // A reason of our own: for want of one `abort` makes a DOMException, stack and all, and that is slow.
    over.abort(by);
    resolveEnded?.();
  };
  return {
    over: over.signal,
    ended,
    wroteSlice(bytes) {
      seen = { ...seen, bytesWritten: seen.bytesWritten + bytes, slicesWritten: seen.slicesWritten + 1 };
    },
    madeGap(how = "made") {
      seen = { ...seen, gapsMade: seen.gapsMade + 1 };
      if (how === "fallback") seen = { ...seen, strictFallbacks: (seen.strictFallbacks ?? 0) + 1 };
    },
    timedOut(buffered) {
      seen = { ...seen, buffered };
    },
    ignored(because) {
      seen = { ...seen, ignored: because };
    },
    wroteBody() {
      seen = { ...seen, bodyWrittenAtMs: nowMs() };
    },
    serverEnded: () => end("serverEndedAtMs"),
    clientClosed: () => end("clientClosedAtMs"),
    record: () => seen,
  };
}
