/** Says how binding it is that a client gets a draw right: no more than the oddest thing in it. */
import { weakestLevel, type Level } from "../shape/case.ts";
import type { FuzzDraw } from "./fuzz-draw.ts";

export function levelOfDraw(draw: FuzzDraw): Level {
  if (draw.op === "sse.read") return "must";
  const { quirks, fault } = draw.parts;
  return weakestLevel([...quirks, ...(fault === null ? [] : [fault])].map(({ level }) => level));
}
