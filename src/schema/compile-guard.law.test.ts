/** Law: a compiled guard says what its shape says. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { compileGuard, type Guard } from "./compile-guard.ts";
import { isWireChunk, WireChunk } from "./index.ts";

const NAMES = (
  "id object created choices usage error index delta finish_reason logprobs role content tool_calls function arguments " +
  "name custom input type text reasoning_details prompt_tokens prompt_tokens_details cached_tokens cost code message " +
  "metadata unknown"
).split(" ");

/** Values under the wire's own names, of the right type and of every wrong one. */
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("", "a", 0, -1, 1.5, null, undefined, true, Number.POSITIVE_INFINITY, Number.NaN),
    tie("list"),
    tie("members"),
  ),
  list: fc.array(tie("any"), { maxLength: 2 }),
  members: fc.dictionary(fc.constantFrom(...NAMES), tie("any"), { maxKeys: 4 }),
}));

/** One good chunk with one member, anywhere in it, replaced. */
const GOOD = {
  id: "c1",
  created: 1,
  choices: [
    {
      index: 0,
      delta: {
        role: "assistant",
        content: [{ type: "text", text: "a" }],
        tool_calls: [{ index: 0, id: "x", function: { name: "f", arguments: "{}" } }],
        reasoning_details: [{}],
      },
      finish_reason: null,
      logprobs: {},
    },
  ],
  usage: { prompt_tokens: 1, prompt_tokens_details: { cached_tokens: 0 }, cost: 0.1 },
  error: { message: "m", code: 400, metadata: {} },
};
const PATHS = pathsOf(GOOD);

function pathsOf(inside: unknown): readonly (readonly string[])[] {
  if (typeof inside !== "object" || inside === null) return [[]];
  return [[], ...Object.entries(inside).flatMap(([name, member]) => pathsOf(member).map((path) => [name, ...path]))];
}

function replaced(inside: unknown, [name, ...path]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by;
  if (Array.isArray(inside))
    return inside.map((member: unknown, at) => (String(at) === name ? replaced(member, path, by) : member));
  return Object.fromEntries(
    Object.entries(inside as object).map(([own, member]) => [
      own,
      own === name ? replaced(member, path, by) : (member as unknown),
    ]),
  );
}

const given = fc.oneof(
  value.members,
  fc.tuple(fc.constantFrom(...PATHS), value.any).map(([path, by]) => replaced(GOOD, path, by)),
);
const law = (guard: Guard) => fc.property(given, (one) => guard(one) === WireChunk.safeParse(one).success);
const RUNS = { seed: 20_260_310, numRuns: 4_000 };

test("law: the guard says yes exactly where the shape does", () => {
  fc.assert(law(isWireChunk), RUNS);
  const verdicts = fc.sample(given, { seed: RUNS.seed, numRuns: 500 }).map(isWireChunk);
  // Neither answer is rare.
  expect(verdicts.filter(Boolean).length).toBeGreaterThan(50);
  expect(verdicts.filter((verdict) => !verdict).length).toBeGreaterThan(50);
});

test.each<[string, Guard]>([
  ["every object is a chunk", (one) => typeof one === "object" && one !== null && !Array.isArray(one)],
  ["an array is an object", (one) => isWireChunk(one) || Array.isArray(one)],
  [
    "infinity is a number",
    (one) =>
      isWireChunk(
        JSON.parse(
          JSON.stringify(one, (_, member: unknown) => (member === Number.POSITIVE_INFINITY ? 1 : member)) ?? "null",
        ),
      ),
  ],
  ["null is refused", (one) => isWireChunk(one) && !JSON.stringify(one).includes("null")],
  [
    "choices are not looked at",
    (one) => isWireChunk(typeof one === "object" && one !== null && "choices" in one ? { ...one, choices: [] } : one),
  ],
])("the law bites: %s", (_, flawed) => {
  expect(fc.check(law(flawed), RUNS).failed).toBe(true);
});

test.each<[string, z.ZodType]>([
  ["a check", z.string().min(1)],
  ["a required member", z.looseObject({ id: z.string() })],
  ["an object that drops members", z.object({ id: z.string().optional() })],
  ["a transform", z.string().transform((text) => text.length)],
  ["an integer", z.int()],
  ["coercion", z.coerce.number()],
])("%s is beyond a guard", (_, shape) => {
  expect(() => compileGuard(shape)).toThrow(TypeError);
});

test("a union of any length is tried in turn", () => {
  const guard = compileGuard(z.union([z.string(), z.number(), z.array(z.string())]));
  expect([guard("a"), guard(1), guard(["a"]), guard([1]), guard(null)]).toEqual([true, true, true, false, false]);
});
