/** Laws of the fold: what servers spell differently adds up to the same message, and the law has teeth. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Message, MessageChoice } from "../schema/index.ts";
import type { Assembled } from "./assembled.ts";
import { foldChunks } from "./fold-chunks.ts";
import type { JsonObject } from "./json-object.ts";
import { FLAWED_FOLDS, type FoldOfChunks } from "./testing/flawed-folds.ts";
import { MOVES, type Move } from "./testing/metamorphic-moves.ts";
import type { Draw } from "./testing/move-text.ts";

const SEED = 20_261_123;
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const name = fc.constantFrom("get_weather", "f", "búsqueda", "__proto__");

const choice = fc.record({
  index: fc.constant(0),
  role: fc.constant("assistant"),
  content: fc.option(text),
  reasoning: fc.option(text),
  refusal: fc.option(text, { freq: 5 }),
  tool_calls: fc
    .uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), name, arguments: fc.json() }), {
      selector: (call) => call.id,
      maxLength: 3,
    })
    .map((calls): MessageChoice["tool_calls"] => calls),
  finish_reason: fc.option(fc.constantFrom("stop", "length", "tool_calls", "made_up"), { freq: 8 }),
});
const usage = fc.record({ prompt_tokens: fc.nat(99), completion_tokens: fc.nat(99), total_tokens: fc.nat(199) });
const truth = fc.record({
  choices: fc
    .array(choice, { minLength: 1, maxLength: 3 })
    .map((choices) => choices.map((one, index): MessageChoice => ({ ...one, index }))),
  usage: fc.option(usage, { freq: 4 }),
  seed: fc.nat(),
});
type Truth = { readonly choices: MessageChoice[]; readonly usage: object | null; readonly seed: number };

/** A small generator of its own, so that a stream shrinks through its message and one number. */
function drawFrom(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function pieces(whole: string, draw: Draw): string[] {
  const cut: string[] = [""];
  for (const point of whole) {
    if (draw(3) === 0) cut.push("");
    cut[cut.length - 1] += point;
  }
  return cut;
}

/** Spells a message plainly, as OpenAI does: a role chunk, pieces, the finish, the usage on a chunk of its own. */
function spell({ choices, usage, seed }: Truth): readonly JsonObject[] {
  const draw = drawFrom(seed);
  const envelope = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "m" };
  const chunk = (index: number, delta: JsonObject, finish_reason: string | null = null) => ({
    ...envelope,
    choices: [{ index, delta, finish_reason }],
  });
  const spelled = choices.flatMap((one) => [
    chunk(one.index, { role: "assistant" }),
    ...(one.reasoning === null ? [] : pieces(one.reasoning, draw).map((reasoning) => chunk(one.index, { reasoning }))),
    ...(one.content === null ? [] : pieces(one.content, draw).map((content) => chunk(one.index, { content }))),
    ...(one.refusal === null ? [] : pieces(one.refusal, draw).map((refusal) => chunk(one.index, { refusal }))),
    ...one.tool_calls.flatMap((call, index) => {
      const first = { index, id: call.id, type: "function", function: { name: call.name, arguments: "" } };
      const rest = pieces(call.arguments, draw).map((piece) => ({ index, function: { arguments: piece } }));
      return [first, ...rest].map((fragment) => chunk(one.index, { tool_calls: [fragment] }));
    }),
    ...(one.finish_reason === null ? [] : [chunk(one.index, {}, one.finish_reason)]),
  ]);
  return usage === null ? spelled : [...spelled, { ...envelope, choices: [], usage }];
}

function core({ message, usage, error, status, id, model }: Assembled): object {
  return { message, usage, error, status, id, model };
}

function due({ choices, usage }: Truth): object {
  const status = choices.every((one) => one.finish_reason !== null) ? "complete" : "incomplete";
  return { message: { choices } satisfies Message, usage, error: null, status, id: "chatcmpl-1", model: "m" };
}

function check(fold: FoldOfChunks, move: Move): { readonly failed: boolean; readonly counterexample: unknown } {
  const holds = fc.property(truth, (given) => {
    const moved = move(spell(given), drawFrom(given.seed + 1));
    expect(core(fold(moved))).toEqual(due(given));
  });
  return fc.check(holds, { seed: SEED, numRuns: 120, endOnFailure: true });
}

test.each(Object.entries(MOVES))("law: a stream folds to its message, whatever its spelling: %s", (_, move) => {
  const seen = check(foldChunks, move);
  expect(seen.failed, fc.stringify(seen.counterexample)).toBe(false);
});

test.each(FLAWED_FOLDS)("a fold that $flaw is caught by $caughtBy", ({ caughtBy, fold }) => {
  expect(check(fold, MOVES[caughtBy]).failed).toBe(true);
  // Right on the plain spelling: it is the move that bites.
  if (caughtBy !== "plain") expect(check(fold, MOVES.plain).failed).toBe(false);
});
