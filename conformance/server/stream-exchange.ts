/** Turns one scripted answer into a body that hands out exactly one slice a read. */
import { ReadableStream, type ReadableByteStreamController } from "node:stream/web";
import { comment } from "./comment.ts";
import type { Turn } from "./record-attempt.ts";
import { terminated } from "./terminated.ts";
import { waitForBarrier } from "./wait-for-barrier.ts";
import { waitMs } from "./wait-ms.ts";

/** In-process there is nothing to wait for, before a comment or a failure, but a turn of the timers. */
const TICK_MS = 1;

/**
 * The stream is pulled by a waiting read only (high water mark 0), so that a slice never meets another in a
 * queue. `aborted` ends it as it ends a fetch: with the signal's reason. The server's part is over with the
 * last slice, whether or not the client reads on; a client that stops reading before that, without a
 * cancel, leaves the delivery open until its attempt is closed.
 */
export function streamExchange(turn: Turn, aborted: AbortSignal | null): ReadableStream<Uint8Array> {
  const { delivery, exchange } = turn;
  const slices = exchange.slices.filter((slice) => slice.length > 0);
  const done = new AbortController();
  let next = 0;
  let broken: Error | null = null;

  function close(controller: ReadableByteStreamController): void {
    done.abort();
    delivery.serverEnded();
    controller.close();
    // A waiting read into the caller's own buffer is answered only by this.
    controller.byobRequest?.respond(0);
  }

  function fail(controller: ReadableByteStreamController, reason: unknown): void {
    done.abort();
    controller.error(reason);
  }

  function endBody(controller: ReadableByteStreamController): void {
    for (let n = slices.length; n < exchange.slices.length; n++) delivery.wroteSlice(0);
    delivery.wroteBody();
    const { end } = exchange;
    switch (end.kind) {
      case "fin":
        return close(controller);
      case "rst":
      case "missing_last_chunk":
        broken = terminated(end.kind);
        return delivery.serverEnded();
      case "hold":
      case "comments":
        void waitMs(end.kind === "hold" ? end.holdMs : end.limitMs, delivery.over).then(() => {
          if (!delivery.isOver) close(controller);
        });
        return;
      case "stay":
        void waitMs(end.limitMs, delivery.over).then(() => {
          if (delivery.isOver) return;
          delivery.serverEnded();
          fail(controller, terminated("missing_last_chunk"));
        });
    }
  }

  async function pull(controller: ReadableByteStreamController): Promise<void> {
    const slice = slices[next];
    if (slice !== undefined) {
      const isBarred = exchange.barriers !== undefined;
      if (isBarred && !(await waitForBarrier(turn, exchange.slices.indexOf(slice)))) return;
      next++;
      // A byte stream takes over the buffer that it is given; the script's must stay.
      controller.enqueue(Uint8Array.from(slice));
      delivery.wroteSlice(slice.length);
      if (next === slices.length) endBody(controller);
    } else if (next === 0 && delivery.record().bodyWrittenAtMs === null) {
      endBody(controller);
      if (broken !== null) fail(controller, broken);
    } else if (broken !== null) {
      // A pipe throws away what it has not handed on when its source fails, so the last slice gets a head start.
      await waitMs(TICK_MS, done.signal);
      fail(controller, broken);
    } else if (exchange.end.kind === "comments") {
      await waitMs(TICK_MS, delivery.over);
      if (!delivery.isOver) controller.enqueue(comment());
    }
  }

  return new ReadableStream(
    {
      type: "bytes",
      start(controller) {
        const abort = (): void => {
          delivery.clientClosed();
          fail(controller, aborted?.reason);
        };
        aborted?.addEventListener("abort", abort, { once: true, signal: done.signal });
        void delivery.ended.then(() => {
          // The attempt was closed under a client that still reads.
          if (!done.signal.aborted && broken === null) fail(controller, terminated("closed"));
        });
      },
      pull,
      cancel() {
        done.abort();
        delivery.clientClosed();
      },
    },
    { highWaterMark: 0 },
  );
}
