/** Delivers one scripted answer over a socket, byte for byte as its script says. */
import type { Socket } from "node:net";
import { type Asked, type BodyFraming, closesAfter, isBodiless } from "./body-framing.ts";
import { chooseFraming } from "./choose-framing.ts";
import { codeBody } from "./code-body.ts";
import { lastChunk } from "./frame-slice.ts";
import type { LazySignal } from "./lazy-signal.ts";
import type { Turn } from "./record-attempt.ts";
import { renderHead, renderInterim } from "./render-head.ts";
import { waitMs } from "./wait-ms.ts";
import { writeBytes } from "./write-bytes.ts";
import { writeComments } from "./write-comments.ts";
import { type Gap, writeSlices } from "./write-slices.ts";

/**
 * A reset throws away what the peer has not yet been sent, and libuv tells bytes and a reset that come in one poll
 * as an orderly end: so the client is to have taken the last slice. This is the pause where that cannot be seen.
 */
const BEFORE_RESET_MS = 5;

export type Gaps = {
  readonly makeGap: Gap;
  /** Waits until the client has taken what was written; a pause where that cannot be seen. */
  readonly drain: Gap;
};

export type Seat = {
  readonly socket: Socket;
  readonly asked: Asked;
  /** Aborted when the client sends another request on this connection. */
  readonly nextAsked: LazySignal;
  readonly gaps: Gaps;
};

/** Resolves true where the connection may carry another request. The turn's delivery is over by then. */
export async function deliverExchange(seat: Seat, begun: Turn): Promise<boolean> {
  const { socket, asked } = seat;
  const { wire = {} } = begun.exchange;
  const exchange = wire.encoding === undefined ? begun.exchange : await codeBody(begun.exchange, asked.acceptEncoding);
  if (wire.encoding !== undefined && exchange === begun.exchange) {
    begun.delivery.ignored([`the request does not accept ${wire.encoding}`]);
  }
  const turn = exchange === begun.exchange ? begun : { ...begun, exchange };
  const framing = chooseFraming(asked, exchange);
  if (turn.delivery.isOver) return false;
  if (wire.noAnswer === true) return leave(seat, turn);
  // HTTP/1.0 knows no interim answers (RFC 9110, 15.2).
  for (const interim of asked.httpVersion === "1.0" ? [] : (wire.informational ?? [])) {
    if (!(await writeBytes(socket, renderInterim(interim)))) return gone(turn);
  }
  if (!(await writeBytes(socket, renderHead(exchange, framing, asked.path)))) return gone(turn);
  if (isBodiless(asked, exchange.status)) return finish(seat, turn, framing, { lastChunk: false });
  if (!(await writeSlices(socket, turn, framing.kind, seat.gaps.makeGap))) return gone(turn);
  return end(seat, turn, framing);
}

async function end(seat: Seat, turn: Turn, framing: BodyFraming): Promise<boolean> {
  const { delivery, exchange } = turn;
  const { socket } = seat;
  switch (exchange.end.kind) {
    case "fin":
      break;
    case "hold":
      // Under a declared length the client has the whole body, and may already ask again.
      await waitMs(exchange.end.holdMs, delivery.over, seat.nextAsked.signal);
      break;
    case "comments":
      if (!(await writeComments(socket, delivery, framing.kind, exchange.end.limitMs))) return gone(turn);
      break;
    case "stay":
      await waitMs(exchange.end.limitMs, delivery.over, seat.nextAsked.signal);
      if (delivery.isOver) return false;
      if (!seat.nextAsked.aborted) return leave(seat, turn);
      delivery.serverEnded();
      return true;
    case "missing_last_chunk":
      return leave(seat, turn);
    case "rst":
      await seat.gaps.drain(BEFORE_RESET_MS, delivery.over);
      delivery.serverEnded();
      socket.resetAndDestroy();
      return false;
  }
  return finish(seat, turn, framing, { lastChunk: framing.kind === "chunked" });
}

async function finish(
  seat: Seat,
  turn: Turn,
  framing: BodyFraming,
  last: { readonly lastChunk: boolean },
): Promise<boolean> {
  const { delivery, exchange } = turn;
  if (delivery.isOver) return false;
  if (last.lastChunk && !(await writeBytes(seat.socket, lastChunk(exchange.wire)))) return false;
  if (closesAfter(seat.asked, framing, exchange)) return leave(seat, turn);
  delivery.serverEnded();
  return true;
}

/** Ends our side; the client's is read on until it ends as well. */
function leave({ socket }: Seat, { delivery }: Turn): false {
  delivery.serverEnded();
  socket.end();
  return false;
}

/** A write that failed before its delivery was over failed because the client is gone. */
function gone({ delivery }: Turn): false {
  delivery.clientClosed();
  return false;
}
