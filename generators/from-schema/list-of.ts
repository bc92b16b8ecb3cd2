/** Draws the arrays that a shape of lists is made for. */
import * as fc from "fast-check";
import type { z } from "zod";
import type { Drawn, LengthCheck, Walk } from "./walk.ts";

/** How many more than it must have an array has at most, where its shape sets no end. */
const MORE_MAX = 3;

/** Null where it must have elements and none can be drawn. */
export function arrayOf(def: z.core.$ZodArrayDef, place: string, walk: Walk): Drawn | null {
  let minLength = 0;
  let maxLength = Infinity;
  for (const { _zod } of def.checks ?? []) {
    // A check of another kind (a refinement) has none of these.
    const check = _zod.def as LengthCheck;
    minLength = Math.max(minLength, check.minimum ?? check.length ?? 0);
    maxLength = Math.min(maxLength, check.maximum ?? check.length ?? Infinity);
  }
  const element = walk(def.element, `${place}[]`);
  if (element === null) return minLength === 0 ? fc.constant([]) : null;
  const most = Math.min(maxLength, minLength + MORE_MAX);
  return fc.array(element, { minLength, maxLength: most, size: "max" });
}

export function tupleOf(def: z.core.$ZodTupleDef, place: string, walk: Walk): Drawn | null {
  const items = def.items.map((item, at) => walk(item, `${place}[${at}]`));
  const drawn = items.filter((item) => item !== null);
  if (drawn.length < items.length) return null;
  const rest = def.rest === null ? null : walk(def.rest, `${place}[${items.length}…]`);
  const fixed = fc.tuple(...drawn);
  if (rest === null) return fixed;
  return fc.tuple(fixed, fc.array(rest, { maxLength: MORE_MAX })).map(([first, more]) => [...first, ...more]);
}
