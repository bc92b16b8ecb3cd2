/** What the bridge draws of single kinds of shapes, and how it says that it cannot. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { validOf, type ValidOfOptions } from "./index.ts";
import type { Shape } from "./walk.ts";

const SEED = 20_261_123;

const drawn = (shape: z.ZodType, options?: ValidOfOptions) =>
  fc.sample(validOf<unknown, unknown>(shape, options), { seed: SEED, numRuns: 300 });

type Tree = { value: number; children: Tree[] };
const Tree: z.ZodType<Tree> = z.object({
  value: z.int(),
  get children() {
    return z.array(Tree);
  },
});

test.each<readonly [string, z.ZodType]>([
  ["text of a length", z.string().min(3).max(5)],
  ["text of one length", z.string().length(4)],
  [
    "text of a length, by an expression",
    z
      .string()
      .regex(/^[a-z]+$/)
      .max(3),
  ],
  [
    "text by two expressions",
    z
      .string()
      .regex(/^[a-c]+$/)
      .regex(/b/),
  ],
  ["text with a beginning and an end", z.string().startsWith("a.").endsWith(".z")],
  ["text with a middle", z.string().includes("mid", { position: 1 })],
  ["trimmed text", z.string().trim().min(1)],
  ["base64", z.base64()],
  ["a date by its pattern", z.iso.date()],
  ["an integer within bounds", z.int().min(-3).max(-1)],
  ["an integer between bounds", z.int().gt(2).lt(4)],
  ["an integer of 32 bits", z.int32()],
  ["a number above a bound", z.number().positive()],
  ["a number within a narrow space", z.number().min(0.1).max(0.2)],
  ["a multiple", z.number().multipleOf(5).min(5)],
  ["an integer by refinement", z.number().refine(Number.isInteger)],
  ["a literal", z.literal(["a", 1, null])],
  ["an enum", z.enum(["a", "b"])],
  ["a numeric enum", z.enum({ one: 1, two: 2 })],
  ["an array of a length", z.array(z.null()).min(2).max(2)],
  ["a tuple with a rest", z.tuple([z.string(), z.int()]).rest(z.boolean())],
  ["a strict object", z.strictObject({ a: z.string(), b: z.int().optional() })],
  ["an object whose other members are integers", z.object({ a: z.string() }).catchall(z.int())],
  ["a map", z.record(z.string(), z.int())],
  ["a map with listed keys", z.record(z.enum(["a", "b"]), z.int())],
  ["a map with some of the listed keys", z.partialRecord(z.enum(["a", "b"]), z.int())],
  ["a map by an expression", z.record(z.string().regex(/^k\d$/), z.boolean())],
  ["a union told apart", z.discriminatedUnion("t", [z.object({ t: z.literal(1) }), z.object({ t: z.literal(2) })])],
  ["exactly one of two", z.xor([z.object({ a: z.int() }), z.object({ b: z.int() })])],
  ["both of two", z.intersection(z.object({ a: z.int() }), z.object({ b: z.int().max(3) }))],
  [
    "members with defaults",
    z.strictObject({ a: z.int().default(3), b: z.string().prefault("x"), c: z.int().catch(1) }),
  ],
  ["read only", z.array(z.int()).readonly()],
  ["what a transform is given", z.string().transform((text) => text.length)],
  ["what a longer road is given", z.string().transform(Number).pipe(z.number().catch(0))],
  ["what is prepared first", z.preprocess(String, z.string().min(1))],
  [
    "one of several members",
    z
      .looseObject({ a: z.int(), b: z.int(), c: z.int() })
      .partial()
      .refine((o) => Object.keys(o).length === 1),
  ],
  ["bytes", z.custom<Uint8Array>((value) => value instanceof Uint8Array)],
  ["what holds itself", Tree],
  ["what holds itself by and by", z.lazy(() => z.union([z.string(), z.array(z.lazy(() => Tree))]))],
])("law: %s is valid", (_name, shape) => {
  for (const value of drawn(shape)) expect(shape.safeParse(value).error, JSON.stringify(value)).toBeUndefined();
});

test("what holds itself is drawn in several depths, none of them beyond what was asked", () => {
  const depth = ({ children }: Tree): number => 1 + Math.max(0, ...children.map(depth));
  for (const depthMax of [1, 3]) {
    const depths = new Set(drawn(Tree, { depthMax }).map((tree) => depth(tree as Tree)));
    expect([...depths].sort()).toEqual([1, 2, 3].slice(0, depthMax));
  }
});

test("a shape may be drawn by an arbitrary of one's own", () => {
  const When = z.date();
  const shape = z.strictObject({ when: When });
  const known = new Map<Shape, fc.Arbitrary<unknown>>([[When, fc.constant(new Date(0))]]);
  for (const value of drawn(shape, { known })) expect(value).toEqual({ when: new Date(0) });
});

describe("what cannot be drawn is named with its place", () => {
  test.each<readonly [z.ZodType, string, string]>([
    [z.object({ at: z.array(z.date()) }), "thing:.at[]", "date"],
    [z.union([z.string(), z.bigint()]), "thing:|2", "bigint"],
    [z.object({ a: z.record(z.string(), z.map(z.string(), z.int())) }), "thing:.a[…]", "map"],
    [z.int().min(3).max(2), "thing:", "no integer"],
    [z.object({ a: z.string().regex(/(?<=x)y/) }), "thing:.a", "Lookbehind"],
    [z.url(), "thing:", "no pattern"],
  ])("%#", (shape, place, told) => {
    expect(() => validOf(shape, { name: "thing" })).toThrow(
      expect.objectContaining({ code: "SHAPE_UNSUPPORTED", place, detail: expect.stringMatching(told) }),
    );
  });

  test("a check that takes nothing, after a number of tries", () => {
    let asked = 0;
    const shape = z.object({ odd: z.string().refine(() => (asked += 1) < 0) });
    const arbitrary = validOf(shape, { name: "thing", triesMax: 25 });
    expect(() => fc.sample(arbitrary, { seed: SEED, numRuns: 1 })).toThrow(
      expect.objectContaining({
        code: "SHAPE_UNSUPPORTED",
        place: "thing:.odd",
        detail: expect.stringContaining("25"),
      }),
    );
    expect(asked).toBe(25);
  });

  test("a check that answers later", () => {
    const shape = z.string().refine(async () => false);
    expect(() => fc.sample(validOf(shape), { seed: SEED, numRuns: 1 })).toThrow("asynchronous");
  });

  test("a shape that has no end", () => {
    const Endless: z.ZodType = z.object({
      get next() {
        return Endless;
      },
    });
    expect(() => validOf(Endless)).toThrow("holds itself without an end");
    const grown = (): z.ZodType => z.array(z.lazy(grown)).min(1);
    expect(() => validOf(grown())).toThrow("nested deeper than 200");
  });
});
