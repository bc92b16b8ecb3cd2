/** What is left of a scripted answer where there is no wire: what a fetch would make of it. */
import type { PlayedExchangeScript, PlayedWire } from "../shape/play.ts";

export type InProcessExchange = {
  readonly exchange: PlayedExchangeScript;
  /** Members of `wire` that mean nothing here. */
  readonly ignored: readonly (keyof PlayedWire)[];
};

/** A wrong length is a body that breaks off, or one that is cut; `noAnswer` and `redirect` are the stage's part. */
export function inProcessExchange(exchange: PlayedExchangeScript): InProcessExchange {
  const { wire } = exchange;
  if (wire === undefined) return { exchange, ignored: [] };
  const ignored = (Object.keys(wire) as (keyof PlayedWire)[]).filter((member) => !PLAYED.includes(member));
  const { lengthDelta = 0 } = wire;
  if (lengthDelta > 0) return { exchange: { ...exchange, end: { kind: "missing_last_chunk" } }, ignored };
  return { exchange: lengthDelta < 0 ? withoutEnd(exchange, -lengthDelta) : exchange, ignored };
}

const PLAYED: readonly (keyof PlayedWire)[] = ["lengthDelta", "noAnswer", "redirect", "postOnly"];

function withoutEnd(exchange: PlayedExchangeScript, bytes: number): PlayedExchangeScript {
  let left = exchange.slices.reduce((sum, slice) => sum + slice.length, 0) - bytes;
  const slices = exchange.slices.map((slice) => {
    const kept = slice.subarray(0, Math.max(0, left));
    left -= kept.length;
    return kept;
  });
  return { ...exchange, slices };
}
