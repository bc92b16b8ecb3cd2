/** What a step of the bridge from shapes to arbitraries is given, and how it names places. */
import type * as fc from "fast-check";
import type { z } from "zod";
import { ToolkitError } from "../../src/base/index.ts";

/** Any shape; the bridge reads its `def`, which is public, and nothing else of it. */
export type Shape = z.core.$ZodType;

/** The definition of a shape, told apart by its `type`. */
export type ShapeDef = z.core.$ZodTypes["_zod"]["def"];

/** A check of a length has one of these; a check of any other kind has none. */
export type LengthCheck = z.core.$ZodCheckDef & {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly length?: number;
};

export type Drawn = fc.Arbitrary<unknown>;

/** Null where a shape holds itself and has been entered often enough: who asks leaves it out, or has nothing either. */
export type Walk = (shape: Shape, place: string) => Drawn | null;

export function defOf(shape: Shape): ShapeDef {
  return (shape as z.core.$ZodTypes)._zod.def;
}

/** The error for what the bridge cannot draw. `place` reads `shape:choices[].index`. */
export function cannotDraw(place: string, detail: string, cause?: unknown): ToolkitError {
  return new ToolkitError("SHAPE_UNSUPPORTED", place, detail, cause === undefined ? undefined : { cause });
}
