/** Whatever is drawn of a shape is accepted by it, and what is changed is changed in one place. */
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { DIALECT_SHAPES } from "../../src/dialect/index.ts";
import { SCHEMA_SHAPES, WireChunk } from "../../src/schema/index.ts";
import { CHANGES, type ChangePath, nearlyValidOf, validOf } from "./index.ts";

const SEED = 20_261_123;
type Named = readonly (readonly [name: string, shape: z.ZodType])[];

const namesOf = (shapes: Readonly<Record<string, { readonly schema: z.ZodType }>>): Named =>
  Object.entries(shapes).map(([name, { schema }]) => [name, schema]);

const SHAPES = namesOf(SCHEMA_SHAPES);
const OF_DIALECTS = namesOf(DIALECT_SHAPES);

/** Chunks are what the toolkit is about; the dialects' are much alike, and of the other shapes fewer are enough. */
const DRAWN_OFTEN = new Set(["wire-chunk", "spec-chunk", "chunk-openai", "chunk-openrouter"]);
const runsOf = (name: string) => (DRAWN_OFTEN.has(name) ? 5_000 : name.startsWith("chunk-") ? 60 : 500);

describe("law: all that is drawn of a shape is valid", () => {
  test.each([...SHAPES, ...OF_DIALECTS])("%s", (name, shape) => {
    const law = fc.property(validOf(shape, { name }), (value) => shape.safeParse(value).success);
    const { failed, numRuns, counterexample } = fc.check(law, { seed: SEED, numRuns: runsOf(name) });
    expect({ failed, numRuns, counterexample }).toEqual({ failed: false, numRuns: runsOf(name), counterexample: null });
  });
});

/** What the bridge would draw if it read one thing for another. */
const MISREADINGS: readonly (readonly [string, shape: z.ZodType, taken: z.ZodType])[] = [
  ["a least length is not seen", z.string().min(2), z.string()],
  ["a least number is not seen", z.int().min(0), z.int()],
  ["a bound is taken for a value within", z.int().gt(0), z.int().min(0)],
  ["an integer is taken for a number", z.int(), z.number()],
  ["an expression is not seen", z.string().regex(/^[a-z]{4}$/), z.string().length(4)],
  ["optional is taken for nullable", z.object({ a: z.int().optional() }), z.object({ a: z.int().nullable() })],
  ["nullable is taken for optional", z.object({ a: z.int().nullable() }), z.object({ a: z.int().optional() })],
  ["a strict object is taken for an open one", z.strictObject({ a: z.int() }), z.looseObject({ a: z.int() })],
  ["other members are taken for anything", z.object({}).catchall(z.int()), z.looseObject({})],
  [
    "listed keys are taken for some of them",
    z.record(z.enum(["a", "b"]), z.int()),
    z.partialRecord(z.enum(["a", "b"]), z.int()),
  ],
  ["the output of a transform is drawn", z.string().transform(Number), z.number()],
  ["a refinement is not asked", z.int().refine((n) => n % 2 === 0), z.int()],
  ["an array's least length is not seen", z.array(z.int()).min(1), z.array(z.int())],
];

test.each(MISREADINGS)("the law bites: %s", (_name, shape, taken) => {
  const runs = { seed: SEED, numRuns: 500 };
  const isValid = (value: unknown) => shape.safeParse(value).success;
  expect(fc.check(fc.property(validOf(shape), isValid), runs).failed).toBe(false);
  expect(fc.check(fc.property(validOf(taken), isValid), runs).failed).toBe(true);
});

test("law: what it shrinks to is valid, and ends small", () => {
  for (const [name, shape] of SHAPES) {
    const isLarge = fc.property(validOf(shape, { name }), (value) => {
      expect(shape.safeParse(value).success).toBe(true);
      if (JSON.stringify(value).length > 150) throw new RangeError("large");
    });
    const { failed, errorInstance, counterexample, numShrinks } = fc.check(isLarge, { seed: SEED, numRuns: 300 });
    expect(failed, name).toBe(true);
    // Nothing on the way down was invalid: that would have been the failure shrunk to.
    expect(errorInstance, name).toBeInstanceOf(RangeError);
    expect(numShrinks, name).toBeGreaterThan(0);
    expect(JSON.stringify(counterexample?.[0]).length, name).toBeLessThan(320);
  }
});

test("each member is drawn, left out, and null where it may be; unknown ones stand beside", () => {
  const seen = new Set<string>();
  const note = (value: unknown, path: string): void => {
    seen.add(`${path} ${value === null ? "null" : Array.isArray(value) ? "array" : typeof value}`);
    if (Array.isArray(value)) for (const one of value) note(one, `${path}[]`);
    else if (typeof value === "object" && value !== null) {
      for (const [name, one] of Object.entries(value)) note(one, `${path}.${name}`);
      for (const name of ["id", "usage", "delta", "content"]) if (!(name in value)) seen.add(`${path} without ${name}`);
    }
  };
  for (const value of fc.sample(validOf(WireChunk), { seed: SEED, numRuns: 2_000 })) note(value, "");
  for (const wanted of [
    ...Object.keys(WireChunk.shape).map((name) => `.${name} null`),
    " without id",
    ".choices[].delta.tool_calls[].function.arguments string",
    ".choices[].delta.content array",
    ".choices[].delta.content string",
    ".choices[] without delta",
    ".choices[].delta without content",
    ".error string",
    ".error object",
    ".usage.cost number",
    ".usage.cost string",
    ".x_hint number",
    ".choices[].delta.provider string",
    " without usage",
  ]) {
    expect([...seen], wanted).toContain(wanted);
  }
});

/** Every place where two values differ, by an own walk; a difference of type or length is one at its place. */
function differences(one: unknown, other: unknown, path: ChangePath = []): readonly ChangePath[] {
  if (isDeepStrictEqual(one, other)) return [];
  const isPair = [one, other].every(
    (value) => typeof value === "object" && value !== null && !ArrayBuffer.isView(value),
  );
  if (!isPair || Array.isArray(one) !== Array.isArray(other)) return [path];
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  if (Array.isArray(one)) {
    if (names.length !== Object.keys(a).length || names.length !== Object.keys(b).length) return [path];
    return names.flatMap((name) => differences(a[name], b[name], [...path, Number(name)]));
  }
  return names.flatMap((name) =>
    Object.hasOwn(a, name) && Object.hasOwn(b, name)
      ? differences(a[name], b[name], [...path, name])
      : [[...path, name]],
  );
}

const startsWith = (path: ChangePath, start: ChangePath) => start.every((step, at) => path[at] === step);

const second = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value, id: "another", x: 1 } : value;

const nearLaw = (shape: z.ZodType, spoil: (value: unknown) => unknown = (value) => value) =>
  fc.property(nearlyValidOf(shape), (near) => {
    expect(shape.safeParse(near.valid).success).toBe(true);
    const changed = spoil(near.value);
    expect(near.isAccepted).toBe(shape.safeParse(changed).success);
    expect(near.told).toBe(CHANGES[near.kind]);
    const found = differences(near.valid, changed);
    // Emptying or wrapping an object is one change at its place, though each of its members differs.
    expect(found.length).toBeGreaterThan(0);
    for (const path of found) expect(startsWith(path, near.path)).toBe(true);
    if (near.kind === "missing" || near.kind === "null" || near.kind === "wrong-type") {
      expect(found).toEqual([near.path]);
    }
  });

describe("law: nearly valid is valid but for one change, and says which", () => {
  test.each(SHAPES)("%s", (_name, shape) => {
    fc.assert(nearLaw(shape), { seed: SEED, numRuns: 150 });
  });

  test("the law bites: a second change is found", () => {
    expect(fc.check(nearLaw(WireChunk, second), { seed: SEED, numRuns: 300 }).failed).toBe(true);
  });

  test("every kind of change is drawn; open shapes take some, and refuse others", () => {
    const near = fc.sample(nearlyValidOf(WireChunk), { seed: SEED, numRuns: 2_000 });
    expect(new Set(near.map(({ kind }) => kind))).toEqual(new Set(Object.keys(CHANGES)));
    const accepted = near.filter(({ isAccepted }) => isAccepted).length;
    expect(accepted).toBeGreaterThan(300);
    expect(near.length - accepted).toBeGreaterThan(300);
    const refusal = near.find(({ isAccepted, kind, path }) => kind === "wrong-type" && !isAccepted && path.length > 2);
    expect(WireChunk.safeParse(refusal?.value).success).toBe(false);
  });
});
