/** Laws of the fold on junk: it never throws, never changes its input, never answers out of shape. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Message } from "../schema/index.ts";
import type { Assembled } from "./assembled.ts";
import { classifyPayload } from "./classify-payload.ts";
import { foldChunks } from "./fold-chunks.ts";
import { isJsonObject } from "./json-object.ts";

const SEED = 7_041_987;

/** Names that the fold knows, and names that hurt. */
const NAMES = [
  "id",
  "model",
  "created",
  "object",
  "choices",
  "usage",
  "error",
  "x_groq",
  "prompt_filter_results",
  "provider",
  "index",
  "delta",
  "role",
  "content",
  "refusal",
  "reasoning",
  "reasoning_content",
  "reasoning_details",
  "tool_calls",
  "function",
  "custom",
  "name",
  "input",
  "arguments",
  "type",
  "text",
  "thinking",
  "summary",
  "signature",
  "finish_reason",
  "logprobs",
  "message",
  "audio",
  "data",
  "transcript",
  "expires_at",
  "annotations",
  "images",
  "executed_tools",
  "function_call",
  "token_ids",
  "token_id",
  "content_filter_results",
  "content_filter_offsets",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "length",
];
const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    "",
    0,
    -1,
    -0,
    1,
    1.5,
    Number.NaN,
    2 ** 60,
    true,
    false,
    "stop",
    "a",
    "{",
    "0",
    "reasoning.text",
  ),
  fc.string({ maxLength: 4 }),
);

/** JSON of known names in the wrong places, at any depth. */
const { junk } = fc.letrec<{ junk: unknown }>((tie) => ({
  junk: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    scalar,
    fc.array(tie("junk"), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...NAMES), tie("junk")), { maxLength: 5 })
      .map((members) => Object.fromEntries(members)),
  ),
}));
const slot = (fine: unknown) => fc.oneof({ weight: 3, arbitrary: fc.constant(fine) }, { weight: 1, arbitrary: junk });

/** A chunk that is right but for some of its members. */
const damaged = fc.record(
  {
    id: slot("chatcmpl-1"),
    model: slot("m"),
    created: slot(1),
    usage: slot({ total_tokens: 1 }),
    x_groq: slot({ id: "req" }),
    error: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: junk }),
    prompt_filter_results: slot([{ prompt_index: 0 }]),
    choices: fc.oneof(
      { weight: 1, arbitrary: junk },
      {
        weight: 6,
        arbitrary: fc.array(
          fc.record(
            {
              index: slot(0),
              finish_reason: slot("stop"),
              logprobs: slot({ content: [{ token: "a" }] }),
              message: slot({ content: "a" }),
              text: slot("a"),
              content_filter_results: slot({ hate: {} }),
              usage: slot(null),
              token_ids: slot([1]),
              delta: fc.oneof(
                { weight: 1, arbitrary: junk },
                {
                  weight: 4,
                  arbitrary: fc.record(
                    {
                      role: slot("assistant"),
                      content: slot("a"),
                      refusal: slot(null),
                      reasoning: slot("r"),
                      reasoning_content: slot("r"),
                      reasoning_details: slot([{ type: "reasoning.text", text: "r", index: 0 }]),
                      tool_calls: fc.oneof(
                        { weight: 1, arbitrary: junk },
                        {
                          weight: 3,
                          arbitrary: fc.array(
                            fc.record(
                              {
                                index: slot(0),
                                id: slot("c"),
                                type: slot("function"),
                                function: slot({ name: "f", arguments: "{" }),
                                custom: slot(null),
                              },
                              { requiredKeys: [] },
                            ),
                            { maxLength: 3 },
                          ),
                        },
                      ),
                      audio: slot({ id: "a", data: "AAEC" }),
                      annotations: slot([{}]),
                      executed_tools: slot([{ index: 0, arguments: "{}" }]),
                      function_call: slot({ name: "f", arguments: "{}" }),
                    },
                    { requiredKeys: [] },
                  ),
                },
              ),
            },
            { requiredKeys: [] },
          ),
          { maxLength: 2 },
        ),
      },
    ),
  },
  { requiredKeys: [] },
);

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

type FoldOfChunks = (chunks: readonly unknown[]) => Assembled;

/** Folds without a throw to a message of the documented shape, and neither changes its input nor any prototype. */
function isTotal(fold: FoldOfChunks, chunks: readonly unknown[]): boolean {
  const before = fc.stringify(chunks);
  let folded: Assembled;
  try {
    folded = fold(chunks);
  } catch {
    return false;
  }
  if (Reflect.ownKeys(Object.prototype).length !== OBJECT_KEYS || fc.stringify(chunks) !== before) return false;
  const plain = Object.getPrototypeOf(folded.extensions) === Object.prototype;
  return plain && Message.safeParse(folded.message).success && folded.extras.length === folded.message.choices.length;
}
const OBJECT_KEYS = Reflect.ownKeys(Object.prototype).length;

function breaks(fold: FoldOfChunks, chunk: fc.Arbitrary<unknown>, numRuns: number): fc.RunDetails<[unknown[]]> {
  return fc.check(
    fc.property(fc.array(chunk, { maxLength: 4 }), (chunks) => isTotal(fold, chunks)),
    { seed: SEED, numRuns, endOnFailure: true },
  );
}

test.each([
  ["anything at all", anything, 800],
  ["any JSON", fc.jsonValue(), 800],
  ["known names in the wrong places", junk, 800],
  ["chunks with damaged members", damaged, 2_000],
] as const)("law: the fold is total on %s", (_, chunk, numRuns) => {
  const seen = breaks(foldChunks, chunk, numRuns);
  expect(seen.failed, fc.stringify(seen.counterexample)).toBe(false);
});

test.each<readonly [string, FoldOfChunks]>([
  ["believes the types of its chunks", (chunks) => foldChunks(chunks.map((chunk) => trusting(chunk)))],
  [
    "takes any index for an index",
    (chunks) => {
      const folded = foldChunks(chunks);
      const sent = chunks.flatMap(choicesOf).map((choice) => (isJsonObject(choice) ? choice["index"] : 0));
      const index = sent.find((value) => value !== undefined && value !== null) ?? 0;
      return {
        ...folded,
        message: { choices: folded.message.choices.map((one) => ({ ...one, index: Number(index) })) },
      };
    },
  ],
  [
    "assigns extensions by name",
    (chunks) => {
      const extensions: Record<string, unknown> = {};
      for (const chunk of chunks)
        for (const [name, value] of Object.entries(isJsonObject(chunk) ? chunk : {})) extensions[name] = value;
      return { ...foldChunks(chunks), extensions };
    },
  ],
  [
    "sorts the choices of its input",
    (chunks) => {
      for (const chunk of chunks) choicesOf(chunk).reverse();
      return foldChunks(chunks);
    },
  ],
])("a fold that %s is caught", (_, fold) => {
  expect(breaks(fold, fc.oneof(damaged, junk), 2_000).failed).toBe(true);
});

function choicesOf(chunk: unknown): unknown[] {
  return isJsonObject(chunk) && Array.isArray(chunk["choices"]) ? chunk["choices"] : [];
}

/** What a client does that believes its types. */
function trusting(chunk: unknown): unknown {
  const { choices } = chunk as { readonly choices: readonly { readonly delta: { readonly content?: string } }[] };
  for (const choice of choices) choice.delta.content?.startsWith("<think>");
  return chunk;
}

test("law: classifying is total on any text, and keeps it", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        damaged.map((chunk) => JSON.stringify(chunk)),
      ),
      (data) => classifyPayload(data).raw === data,
    ),
    { seed: SEED, numRuns: 1_000 },
  );
});

test("hostile names are names: nothing is inherited, nothing is lost", () => {
  const chunk: unknown = JSON.parse(
    '{"__proto__":{"polluted":1},"constructor":{"prototype":1},"x_groq":{"__proto__":2},"choices":[{"__proto__":{"finish_reason":"stop"},' +
      '"delta":{"__proto__":{"content":"x"},"tool_calls":[{"index":0,"id":"__proto__","function":{"name":"__proto__","arguments":"{}"},"__proto__":3}]},' +
      '"logprobs":{"__proto__":[4]},"content_filter_results":{"__proto__":5}}]}',
  );
  const folded = foldChunks([chunk, chunk]);
  expect(folded.message.choices[0]).toMatchObject({ content: null, finish_reason: null });
  expect(folded.message.choices[0]?.tool_calls).toEqual([{ id: "__proto__", name: "__proto__", arguments: "{}{}" }]);
  expect(Object.keys(folded.extensions)).toEqual(["__proto__", "constructor", "x_groq"]);
  expect(Object.keys(folded.extras[0]?.logprobs ?? {})).toEqual(["__proto__"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("nesting deeper than the stack is gone past", () => {
  const deep: unknown = JSON.parse(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`);
  const fragment = { index: 0, id: "a", function: { name: "f", arguments: deep } };
  const chunk = {
    id: deep,
    choices: [{ delta: { content: deep, tool_calls: [fragment], executed_tools: [{ arguments: deep }] } }],
    error: deep,
  };
  expect(foldChunks([chunk]).status).toBe("failed");
});
