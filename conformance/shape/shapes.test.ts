/** The printed documents of a conformance run say of each member what it means. */
import { expect, test } from "vitest";
import { DIALECT_SHAPES } from "../../src/dialect/index.ts";
import { printJsonSchema } from "../../src/docs/index.ts";
import { undescribed } from "../../src/docs/testing/undescribed.ts";
import { SCHEMA_SHAPES } from "../../src/schema/index.ts";
import { SHAPES } from "./shapes.ts";

// The shapes of the wire are held to the same law where they are printed, in `src/docs`.
const WIRE = { ...SCHEMA_SHAPES, ...DIALECT_SHAPES };
const OWN = Object.entries(SHAPES).filter(([name]) => !Object.hasOwn(WIRE, name));

test("the shapes of a conformance run are among those that are printed", () => {
  expect(OWN.map(([name]) => name)).toEqual(["case", "expect", "protocol-adapter", "protocol-runner", "report"]);
});

test.each(OWN)("law: %s describes each of its members", (name, { schema, title }) => {
  expect(undescribed(printJsonSchema(name, schema, title))).toEqual([]);
});
