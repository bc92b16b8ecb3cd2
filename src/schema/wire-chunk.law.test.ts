/** Law: what the wire shape accepts, it keeps whole. */
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { WireChoice, WireChunk, WireDelta } from "./index.ts";

/** Anything JSON can say; a member called `__proto__` is left out (see the shape). */
const json = fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes("__proto__"));
const oneOf = (...values: readonly unknown[]) => fc.constantFrom(...values);
const text = oneOf("", "a", "é", null);

/** An object with known members, any of them absent, and unknown ones beside them. */
function loose(members: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  const known = fc.record(members, { requiredKeys: [] });
  return fc
    .tuple(known, fc.dictionary(fc.constantFrom("x_a", "seed", "p", "provider"), json))
    .map(([a, b]) => ({ ...b, ...a }));
}

const fragment = loose({
  index: oneOf(0, 1, -1, null),
  id: oneOf("call_1", "", null, 7),
  type: oneOf("function", "custom", "", null),
  function: fc.oneof(fc.constant(null), loose({ name: text, arguments: oneOf("", "{", null, { a: 1 }, {}) })),
  custom: loose({ name: text, input: text }),
});

const delta = loose({
  role: oneOf("assistant", "", null),
  content: fc.oneof(text, fc.array(loose({ type: text, text, thinking: json }), { maxLength: 2 })),
  refusal: text,
  tool_calls: fc.oneof(fc.constant(null), fc.array(fragment, { maxLength: 2 })),
  reasoning: text,
  reasoning_details: fc.array(loose({ type: text }), { maxLength: 2 }),
});

const choice = loose({
  index: oneOf(0, 1, null),
  delta: fc.oneof(fc.constant(null), delta),
  finish_reason: oneOf("stop", "eos", "", null),
  logprobs: fc.oneof(fc.constant(null), loose({ content: json })),
});

const chunk = loose({
  id: text,
  object: text,
  created: oneOf(0, 1_700_000_000, 1.5, 12_658_879_820_317_954_000, null),
  choices: fc.oneof(fc.constant(null), fc.array(choice, { maxLength: 2 })),
  usage: fc.oneof(fc.constant(null), loose({ total_tokens: oneOf(3, null), cost: oneOf(0.1, "0", { usd: 1 }, null) })),
  error: fc.oneof(oneOf("bad", null), loose({ code: oneOf(400, "x", null), message: text })),
  obfuscation: text,
});

const law = (shape: z.ZodType) => fc.property(chunk, (value) => isDeepStrictEqual(shape.parse(value), value));
const RUNS = { seed: 20_260_310, numRuns: 1_500 };

/** Each mistake on the way to a shape that loses or refuses something. */
const MUTANTS: Readonly<Record<string, z.ZodType>> = {
  "a fragment's arguments are dropped": WireChunk.extend({
    choices: z
      .array(
        WireChoice.extend({
          delta: WireDelta.extend({
            tool_calls: z
              .array(z.looseObject({ function: z.object({ name: z.string().nullish() }).nullish() }))
              .nullish(),
          }).nullish(),
        }),
      )
      .nullish(),
  }),
  "null becomes absent": WireChunk.extend({ id: z.preprocess((id) => id ?? undefined, z.string().optional()) }),
  "an absent list becomes an empty one": WireChunk.extend({ choices: z.array(WireChoice).nullable().default([]) }),
  "empty text is refused": WireChunk.extend({ object: z.string().min(1).nullish() }),
  "an error is either a chunk's or alone": z.union([
    z.object({ error: WireChunk.shape.error.unwrap().unwrap() }),
    WireChunk,
  ]),
};

test("law: a chunk of known members in any state, with unknown ones beside them, is kept whole", () => {
  fc.assert(law(WireChunk), RUNS);
});

test.each(Object.keys(MUTANTS))("the law bites: %s", (name) => {
  expect(fc.check(law(MUTANTS[name] ?? z.never()), RUNS).failed).toBe(true);
});

test("the one member that does not survive is __proto__", () => {
  expect(WireChunk.parse(JSON.parse('{"__proto__": 1, "x": 2}'))).toStrictEqual({ x: 2 });
});
