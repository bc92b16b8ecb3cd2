/** Law: whatever is drawn of a shape of a conformance run, cases included, is accepted by it. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { nearlyValidOf, validOf } from "../../generators/index.ts";
import { Case } from "../shape/case.ts";
import { SHAPES } from "../shape/shapes.ts";

const SEED = 20_261_123;
/** Those of the wire have a law of their own. */
const NAMES = ["case", "expect", "protocol-adapter", "protocol-runner", "report"];

test.each(NAMES)("law: all that is drawn of %s is valid", (name) => {
  const schema = SHAPES[name]?.schema;
  if (schema === undefined) throw new TypeError(`no shape is called ${name}`);
  const law = fc.property(validOf(schema, { name }), (value) => schema.safeParse(value).success);
  fc.assert(law, { seed: SEED, numRuns: name === "case" ? 150 : 500 });
});

test("the law bites: cases whose exchanges have any bodies are refused", () => {
  const exchange = Case.shape.exchanges.element;
  const careless = Case.extend({
    exchanges: exchange
      .clone({ ...exchange._zod.def, checks: [] })
      .array()
      .min(1),
  });
  const law = fc.property(validOf(careless), (value) => Case.safeParse(value).success);
  expect(fc.check(law, { seed: SEED, numRuns: 50 }).failed).toBe(true);
});

test("a case with one member more, or one less, is refused", () => {
  const near = fc.sample(nearlyValidOf(Case, { name: "case" }), { seed: SEED, numRuns: 200 });
  const changed = near.filter(({ kind }) => kind === "unknown-member");
  expect(changed.length).toBeGreaterThan(2);
  for (const { isAccepted, path } of changed) {
    // Only what a case carries without reading it is open: chunks, and JSON that is compared.
    if (isAccepted)
      expect(
        path.some((step) =>
          ["chunks", "chunk", "data", "headers", "usage", "trailers", "arguments_json"].includes(String(step)),
        ),
      ).toBe(true);
  }
  expect(changed.some(({ isAccepted }) => !isAccepted)).toBe(true);
});
