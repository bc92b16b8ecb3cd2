/** Messages shrink to what matters: what a failure has nothing to do with is gone. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Message } from "../../src/schema/index.ts";
import { type DialectProfile, PROFILES, stream } from "../index.ts";
import { jsonArguments } from "./json-arguments.ts";
import { message } from "./message.ts";
import { text } from "./text.ts";

const SEEDS = Array.from({ length: 25 }, (_, at) => 20_261_201 + at);

/** Says all that a message can hold. */
const WIDEST: DialectProfile = {
  ...PROFILES.openai,
  reasoning: "reasoning",
  expresses: { ...PROFILES.openai.expresses, reasoning: ["reasoning"] },
};

type Choice = Message["choices"][number];

type Left = { readonly name: string; readonly value: unknown };

/** What of the smallest counterexample, one a seed, the failure has nothing to do with. */
function leftOver<Value>(
  drawn: fc.Arbitrary<Value>,
  messageOf: (value: Value) => Message,
  isAtFault: (choice: Choice) => boolean,
  about: keyof Choice,
): readonly Left[] {
  return SEEDS.flatMap((seed) => {
    const law = fc.property(drawn, (value) => !messageOf(value).choices.some(isAtFault));
    const [smallest] = fc.check(law, { seed, numRuns: 500 }).counterexample ?? [];
    if (smallest === undefined) throw new TypeError(`seed ${seed} draws none`);
    return messageOf(smallest).choices.flatMap((choice, at): readonly Left[] => {
      if (at > 0) return [{ name: "choice", value: choice }];
      const { content, reasoning, refusal, tool_calls: calls } = choice;
      const kept = about === "tool_calls" ? calls.slice(1) : calls;
      const said = { content, reasoning, refusal, tool_calls: kept.length === 0 ? null : kept };
      return Object.entries(said).flatMap(([name, value]) =>
        value === null || (name === about && name !== "tool_calls") ? [] : [{ name, value }],
      );
    });
  });
}

const isLong = (said: string | null) => (said ?? "").length > 4;

const FAULTS: Readonly<Record<string, readonly [about: keyof Choice, isAtFault: (choice: Choice) => boolean]>> = {
  "reasoning alone": ["reasoning", ({ reasoning }) => isLong(reasoning)],
  "text alone": ["content", ({ content }) => isLong(content)],
  "a refusal alone": ["refusal", ({ refusal }) => isLong(refusal)],
  "a call alone": ["tool_calls", ({ tool_calls: calls }) => calls.some(({ name }) => name === "f")],
};

test.each(Object.entries(FAULTS))("law: a failure about %s shrinks to nothing else", (_name, [about, isAtFault]) => {
  expect(leftOver(message(), (one) => one, isAtFault, about)).toEqual([]);
  expect(leftOver(stream(WIDEST), ({ truth }) => truth.message, isAtFault, about)).toEqual([]);
});

/** Flawed: kinds that are drawn beside each other, and none that all can come down to. */
const careless: fc.Arbitrary<Message> = fc
  .array(
    fc.record({
      reasoning: fc.option(text()),
      refusal: fc.oneof(text(), fc.constant(null)),
      tool_calls: fc.oneof(
        fc.constant([]),
        fc.array(fc.record({ id: fc.constant("call_0"), name: fc.constant("f"), arguments: jsonArguments() }), {
          minLength: 1,
          maxLength: 2,
        }),
      ),
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map((all) => ({
    choices: all.map(({ reasoning, refusal, tool_calls }, index) => ({
      index,
      role: "assistant" as const,
      reasoning,
      content: null,
      refusal,
      tool_calls: [...tool_calls],
      finish_reason: "stop",
    })),
  }));

test("the law bites: kinds that do not come down to another are left over", () => {
  const left = leftOver(
    careless,
    (one) => one,
    ({ reasoning }) => isLong(reasoning),
    "reasoning",
  );
  expect(new Set(left.map(({ name }) => name))).toEqual(new Set(["choice", "refusal", "tool_calls"]));
});
