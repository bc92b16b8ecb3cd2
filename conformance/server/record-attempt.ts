/** Keeps the evidence of one attempt: its requests in order, each with its delivery. */
import type { Limits } from "../../src/base/index.ts";
import type { PlayedExchangeScript, PlayScript, RequestRecord, ServerRecord } from "../shape/play.ts";
import { notPostedExchange, pastScriptExchange } from "./unscripted-exchange.ts";
import { countShown, type Shown } from "./count-shown.ts";
import { type Delivery, recordDelivery } from "./record-delivery.ts";

export type AttemptLimits = Pick<Limits, "requestBytesMax" | "requestsKept">;

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
  /** Keeps a piece of the request's body; what goes past the limit is dropped. */
  keepBody(bytes: Uint8Array): void;
  /** The connection is free for other attempts, or closed: closing this attempt must not touch it. */
  release(): void;
};

export type Attempt = {
  readonly firstRequest: Promise<void>;
  nowMs(): number;
  /** The client has shown that many chunks so far. */
  tellShown(shown: number): void;
  /** Call when a request's head is read. Request n gets exchange n, any further one an error. */
  begin(head: RequestHead, drop: Drop, hasBody?: boolean): Turn;
  settled(): Promise<void>;
  record(): ServerRecord;
  close(): Promise<void>;
};

/** `nowMs` counts from when the attempt was opened. */
export function recordAttempt(script: PlayScript, limits: AttemptLimits, nowMs: () => number): Attempt {
  const kept: { readonly request: () => RequestRecord; readonly delivery: Delivery }[] = [];
  const live = new Set<Delivery>();
  const held = new Map<Delivery, Drop>();
  const shown = countShown();
  let requests = 0;
  let announce: (() => void) | undefined;
  const firstRequest = new Promise<void>((resolve) => {
    announce = resolve;
  });

  function begin(head: RequestHead, drop: Drop, hasBody = declaresBody(head)): Turn {
    const n = requests++;
    const scripted = script.exchanges[n];
    const delivery = recordDelivery(scripted === undefined ? "past_script" : n, nowMs);
    live.add(delivery);
    held.set(delivery, drop);
    void delivery.ended.then(() => live.delete(delivery));
    const body = keepBytes(limits.requestBytesMax);
    const atMs = nowMs();
    if (kept.length < limits.requestsKept) {
      kept.push({ request: () => ({ ...head, body: body.text(), atMs }), delivery });
    }
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
      requests: kept.map(({ request }) => request()),
      deliveries: kept.map(({ delivery }) => delivery.record()),
    }),
    async close() {
      for (const delivery of live) delivery.serverEnded();
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
  { method }: RequestHead,
  hasBody: boolean,
  scripted: PlayedExchangeScript | undefined,
): PlayedExchangeScript | undefined {
  if (scripted?.wire?.postOnly !== true) return scripted;
  return method === "POST" && hasBody ? scripted : notPostedExchange(method);
}

function keepBytes(bytesMax: number): { keep(bytes: Uint8Array): void; text(): string } {
  const pieces: Uint8Array[] = [];
  let length = 0;
  return {
    keep(bytes) {
      const piece = bytes.subarray(0, bytesMax - length);
      if (piece.length === 0) return;
      pieces.push(piece);
      length += piece.length;
    },
    text: () => Buffer.concat(pieces).toString("utf8"),
  };
}
