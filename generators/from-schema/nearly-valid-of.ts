/** Turns a Zod shape into an arbitrary of values that are valid but for one change. */
import * as fc from "fast-check";
import type { z } from "zod";
import { type ChangeKind, type ChangePath, CHANGES, changesOf } from "./change-one.ts";
import { validOf, type ValidOfOptions } from "./valid-of.ts";

/** A value with one change, what it was before, and whether its shape takes it. */
export type NearlyValid<Input> = {
  /** After the change. */
  readonly value: unknown;
  /** Before it. */
  readonly valid: Input;
  readonly kind: ChangeKind;
  /** Where the change was made; empty at the root. */
  readonly path: ChangePath;
  /** The kind as a sentence's end: "null stands there". */
  readonly told: string;
  /** Whether the shape takes it all the same: open shapes take much. By the shape's own word. */
  readonly isAccepted: boolean;
};

/** Options and errors are those of `validOf`. Shrinks have exactly one change too. */
export function nearlyValidOf<Output, Input>(
  shape: z.core.$ZodType<Output, Input>,
  options: ValidOfOptions = {},
): fc.Arbitrary<NearlyValid<Input>> {
  const drawn = fc.record({ valid: validOf(shape, options), pick: fc.noBias(fc.nat({ max: 0xffff })) });
  return drawn.map(({ valid, pick }) => {
    const changes = changesOf(valid);
    const change = changes[pick % changes.length];
    if (change === undefined) throw new TypeError("at the root there is always something to change");
    const value = change.apply();
    const read = shape["~standard"].validate(value);
    if (read instanceof Promise) throw new TypeError("an asynchronous check was drawn for");
    return {
      value,
      valid,
      kind: change.kind,
      path: change.path,
      told: CHANGES[change.kind],
      isAccepted: read.issues === undefined,
    };
  });
}
