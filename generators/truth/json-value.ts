/** Draws JSON values: everything that an open member may hold. */
import * as fc from "fast-check";
import { text } from "./text.ts";

/** Nesting at three levels, bounded so that what holds it stays readable. Shrinks toward 0. */
export const jsonValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom<unknown>(0, 1, -1.5, true, false, null, "", []),
    text(3),
    fc.array(tie("value"), { maxLength: 2 }),
    fc.dictionary(text(1), tie("value"), { maxKeys: 2, noNullPrototype: true }),
  ),
})).value;
