/** Delivers one scripted answer over a socket, byte for byte as its script says. */
import type { Socket } from "node:net";
import { type Asked, type BodyFraming, closesAfter, isBodiless } from "./body-framing.ts";
import { chooseFraming } from "./choose-framing.ts";
import { LAST_CHUNK } from "./frame-slice.ts";
import type { Turn } from "./record-attempt.ts";
import { renderHead } from "./render-head.ts";
import { waitMs } from "./wait-ms.ts";
import { writeBytes } from "./write-bytes.ts";
import { writeComments } from "./write-comments.ts";
import { writeSlices } from "./write-slices.ts";

/**
 * A reset throws away what the peer has not yet been sent, so the last slice gets this head start. It does
 * not help a client that leaves its receive window full.
 */
const BEFORE_RESET_MS = 5;

/** `nextAsked` is aborted when the client sends another request on this connection. */
export type Seat = { readonly socket: Socket; readonly asked: Asked; readonly nextAsked: AbortSignal };

/** Resolves true where the connection may carry another request. The turn's delivery is over by then. */
export async function deliverExchange(seat: Seat, turn: Turn): Promise<boolean> {
  const { socket, asked } = seat;
  const { exchange } = turn;
  const framing = chooseFraming(asked, exchange);
  if (turn.delivery.over.aborted) return false;
  if (!(await writeBytes(socket, renderHead(exchange, framing)))) return gone(turn);
  if (isBodiless(asked, exchange.status)) return finish(seat, turn, framing, { lastChunk: false });
  if (!(await writeSlices(socket, turn, framing.kind))) return gone(turn);
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
      await waitMs(exchange.end.holdMs, delivery.over, seat.nextAsked);
      break;
    case "comments":
      if (!(await writeComments(socket, delivery, framing.kind, exchange.end.limitMs))) return gone(turn);
      break;
    case "missing_last_chunk":
      delivery.serverEnded();
      socket.end();
      return false;
    case "rst":
      await waitMs(BEFORE_RESET_MS, delivery.over);
      delivery.serverEnded();
      socket.resetAndDestroy();
      return false;
  }
  return finish(seat, turn, framing, { lastChunk: framing.kind === "chunked" });
}

async function finish(
  { socket, asked }: Seat,
  { delivery, exchange }: Turn,
  framing: BodyFraming,
  { lastChunk }: { readonly lastChunk: boolean },
): Promise<boolean> {
  if (delivery.over.aborted) return false;
  if (lastChunk && !(await writeBytes(socket, LAST_CHUNK))) return false;
  delivery.serverEnded();
  if (!closesAfter(asked, framing, exchange.headers)) return true;
  socket.end();
  return false;
}

/** A write that failed before its delivery was over failed because the client is gone. */
function gone({ delivery }: Turn): false {
  delivery.clientClosed();
  return false;
}
