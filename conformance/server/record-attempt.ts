/** Keeps the evidence of one attempt: its requests in order, each with its delivery. */
import type { Limits } from "../../src/base/index.ts";
import type { PlayedExchangeScript, PlayScript, RequestRecord, ServerRecord } from "../shape/play.ts";
import { notPostedExchange, pastScriptExchange } from "./unscripted-exchange.ts";
import { countShown, type Shown } from "./count-shown.ts";
import { type Delivery, recordDelivery } from "./record-delivery.ts";

export type AttemptLimits = Pick<Limits, "requestBytesMax" | "requestsKept" | "attemptRequestBytesMax">;

export type RequestHead = Pick<RequestRecord, "method" | "path" | "headers">;

/** Destroys what a delivery runs on; resolves once that is closed. */
export type Drop = () => Promise<void>;

/** A client that shows what it has needs a few milliseconds; one that buffers shows nothing however long we wait. */
const BARRIER_MS = 1_500;

/** One request's turn: what to answer, and where to note it. */
export type Turn = {
  readonly exchange: PlayedExchangeScript;
  readonly gapMs: number;
  /** What a barrier waits for, and for how long. */
  readonly shown: Shown;
  readonly barrierMs: number;
  readonly delivery: Delivery;
  /** Keeps a piece of the request's body; what goes past the limits is dropped. */
  keepBody(bytes: Uint8Array): void;
  /** The connection is free for other attempts, or closed: closing this attempt must not touch it. */
  release(): void;
};

export type Attempt = {
  readonly firstRequest: Promise<void>;
  nowMs(): number;
  /** The client has shown that many chunks so far. */
  tellShown(shown: number): void;
  /** Call when a request's head is read. Request n gets exchange n, any further one an error. For want of `hasBody` its headers say. */
  begin(head: RequestHead, drop: Drop, hasBody?: boolean): Turn;
  settled(): Promise<void>;
  record(): ServerRecord;
  close(): Promise<void>;
};

/** `nowMs` counts from when the attempt was opened. */
export function recordAttempt(script: PlayScript, limits: AttemptLimits, nowMs: () => number): Attempt {
  const kept: {
    readonly head: RequestHead;
    readonly body: KeptBytes;
    readonly atMs: number;
    readonly delivery: Delivery;
  }[] = [];
  const live = new Set<Delivery>();
  const held = new Map<Delivery, Drop>();
  const shown = countShown();
  const room = { bytes: limits.attemptRequestBytesMax };
  let requests = 0;
  let announce: (() => void) | undefined;
  const firstRequest = new Promise<void>((resolve) => {
    announce = resolve;
  });

  const forget = (delivery: Delivery): void => void live.delete(delivery);

  function begin(head: RequestHead, drop: Drop, hasBody?: boolean): Turn {
    const n = requests++;
    const scripted = script.exchanges[n];
    const delivery = recordDelivery(scripted === undefined ? "past_script" : n, nowMs, forget);
    live.add(delivery);
    held.set(delivery, drop);
    const isKept = kept.length < limits.requestsKept;
    const body = keepBytes(isKept ? limits.requestBytesMax : 0, room);
    if (isKept) kept.push({ head, body, atMs: nowMs(), delivery });
    announce?.();
    return {
      exchange: answerTo(head, hasBody, scripted) ?? pastScriptExchange(n + 1, script.exchanges.length),
      gapMs: script.gapMs,
      shown,
      barrierMs: script.barrierMs ?? BARRIER_MS,
      delivery,
      keepBody: body.keep,
      release: () => void held.delete(delivery),
    };
  }

  return {
    firstRequest,
    nowMs,
    tellShown: shown.tell,
    begin,
    async settled() {
      // A retry may have begun while the first delivery ended, hence the loop.
      while (live.size > 0) await Promise.all([...live].map((delivery) => delivery.ended));
    },
    record: () => ({
      requests: kept.map(({ head: { method, path, headers }, body, atMs }) => {
        return { method, path, headers, body: body.text(), atMs };
      }),
      deliveries: kept.map(({ delivery }) => delivery.record()),
    }),
    async close() {
      for (const delivery of live) delivery.serverEnded();
      if (held.size === 0) return;
      const drops = [...held.values()];
      held.clear();
      await Promise.all(drops.map((drop) => drop()));
    },
  };
}

/** RFC 9112, 6.3: a request that declares no body has none. */
function declaresBody({ headers }: RequestHead): boolean {
  return (headers["content-length"] ?? "0") !== "0" || headers["transfer-encoding"] !== undefined;
}

function answerTo(
  head: RequestHead,
  hasBody: boolean | undefined,
  scripted: PlayedExchangeScript | undefined,
): PlayedExchangeScript | undefined {
  if (scripted?.wire?.postOnly !== true) return scripted;
  const isPosted = head.method === "POST" && (hasBody ?? declaresBody(head));
  return isPosted ? scripted : notPostedExchange(head.method);
}

type KeptBytes = { keep(bytes: Uint8Array): void; text(): string };

const NOTHING = new Uint8Array(0);

/** Into one store that grows: a body that comes in single bytes costs no object a byte. `room` is what all bodies share. */
function keepBytes(bytesMax: number, room: { bytes: number }): KeptBytes {
  let store: Uint8Array = NOTHING;
  let length = 0;
  return {
    keep(bytes) {
      const piece = bytes.subarray(0, Math.min(bytesMax - length, room.bytes));
      if (piece.length === 0) return;
      if (length + piece.length > store.length) {
        const grown = Buffer.allocUnsafe(Math.min(Math.max(2 * store.length, length + piece.length), bytesMax));
        grown.set(store.subarray(0, length));
        store = grown;
      }
      store.set(piece, length);
      length += piece.length;
      room.bytes -= piece.length;
    },
    text: () => Buffer.from(store.buffer, store.byteOffset, length).toString("utf8"),
  };
}
