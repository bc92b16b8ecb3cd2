/** Says how binding it is that a client gets a draw right: no more than the oddest thing in it. */
import type { Level } from "../shape/case.ts";
import type { FuzzDraw } from "./fuzz-draw.ts";
import { FUZZ_LEVELS } from "./fuzz-scope.ts";

export function levelOfDraw(draw: FuzzDraw): Level {
  if (draw.op === "sse.read") return "must";
  const { quirks, fault } = draw.parts;
  const levels = [...quirks, ...(fault === null ? [] : [fault])].map(({ level }) => level);
  return FUZZ_LEVELS.findLast((level) => levels.includes(level)) ?? "must";
}
