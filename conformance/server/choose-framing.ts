/** Chooses how the body of one answer is delimited. */
import type { PlayedExchangeScript } from "../shape/play.ts";
import type { Asked, BodyFraming } from "./body-framing.ts";
import { commentBytesMax } from "./comment.ts";

/** How far past the body's end a length is declared where the last bytes are to be missing. */
const MISSING_BYTES = 16;

/** HTTP/1.0 has no chunks, so a chunked script is delimited by the connection's end there. */
export function chooseFraming(asked: Asked, exchange: PlayedExchangeScript): BodyFraming {
  switch (exchange.transfer) {
    case "chunked":
      return asked.httpVersion === "1.0" ? { kind: "close" } : { kind: "chunked" };
    case "close":
      return { kind: "close" };
    case "length":
      return { kind: "length", bytes: Math.max(0, bodyBytes(exchange) + bytesAfterBody(exchange)) };
  }
}

function bodyBytes(exchange: PlayedExchangeScript): number {
  return exchange.slices.reduce((sum, slice) => sum + slice.length, 0);
}

function bytesAfterBody({ end, wire }: PlayedExchangeScript): number {
  if (wire?.lengthDelta !== undefined) return wire.lengthDelta;
  if (end.kind === "missing_last_chunk" || end.kind === "stay") return MISSING_BYTES;
  return end.kind === "comments" ? commentBytesMax(end.limitMs) : 0;
}
