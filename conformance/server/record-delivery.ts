/** Keeps the evidence of one delivery while it goes on: what was written, and which side ended it first. */
import type { BufferedRecord, DeliveryRecord } from "../shape/play.ts";
import { LazySignal } from "./lazy-signal.ts";

/** A delivery that is going on. Once one side has ended it, nothing that comes later changes who did. */
export type Delivery = {
  readonly isOver: boolean;
  /** Aborted when the delivery is over, whichever side ended it: every wait watches it. */
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
  /** What was seen so far; it does not change any more. */
  record(): DeliveryRecord;
};

/** `nowMs` is the clock of the attempt; `onEnd` hears the end at once. */
export function recordDelivery(
  exchange: DeliveryRecord["exchange"],
  nowMs: () => number,
  onEnd: (delivery: Delivery) => void = () => {},
): Delivery {
  return new Ongoing(exchange, nowMs, onEnd);
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** One object a delivery: there is one for every request that is played. */
class Ongoing implements Delivery {
  readonly #seen: Mutable<DeliveryRecord>;
  readonly #nowMs: () => number;
  readonly #onEnd: (delivery: Delivery) => void;
  readonly #over = new LazySignal();

  constructor(exchange: DeliveryRecord["exchange"], nowMs: () => number, onEnd: (delivery: Delivery) => void) {
    this.#nowMs = nowMs;
    this.#onEnd = onEnd;
    this.#seen = {
      exchange,
      bytesWritten: 0,
      slicesWritten: 0,
      gapsMade: 0,
      bodyWrittenAtMs: null,
      serverEndedAtMs: null,
      clientClosedAtMs: null,
    };
  }

  get isOver(): boolean {
    return this.#over.aborted;
  }

  get over(): AbortSignal {
    return this.#over.signal;
  }

  get ended(): Promise<void> {
    const { signal } = this.#over;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  }

  wroteSlice(bytes: number): void {
    this.#seen.bytesWritten += bytes;
    this.#seen.slicesWritten += 1;
  }

  madeGap(how: "made" | "fallback" = "made"): void {
    this.#seen.gapsMade += 1;
    if (how === "fallback") this.#seen.strictFallbacks = (this.#seen.strictFallbacks ?? 0) + 1;
  }

  timedOut(buffered: BufferedRecord): void {
    this.#seen.buffered = buffered;
  }

  ignored(because: readonly string[]): void {
    this.#seen.ignored = because;
  }

  wroteBody(): void {
    this.#seen.bodyWrittenAtMs = this.#nowMs();
  }

  serverEnded(): void {
    this.#end("serverEndedAtMs");
  }

  clientClosed(): void {
    this.#end("clientClosedAtMs");
  }

  record(): DeliveryRecord {
    return { ...this.#seen };
  }

  #end(by: "serverEndedAtMs" | "clientClosedAtMs"): void {
    if (this.#over.aborted) return;
    this.#seen[by] = this.#nowMs();
    this.#over.abort(by);
    this.#onEnd(this);
  }
}
