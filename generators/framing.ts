/** Draws how blocks are spelled as bytes. */
import * as fc from "fast-check";
import type { Framing } from "../src/wire/index.ts";

/** Every framing; shrinks toward the default one. */
export function framing(): fc.Arbitrary<Framing> {
  const usually = fc.boolean().map((rare) => !rare);
  return fc.record({
    eol: fc.constantFrom("lf", "crlf", "cr"),
    space: usually,
    bom: fc.boolean(),
    done: usually,
    finalBlankLine: usually,
  });
}
