/** Draws messages: what an answer can be, whatever dialect it is spelled in. */
import * as fc from "fast-check";
import type { Message, MessageChoice, ToolCall } from "../../src/schema/index.ts";
import { jsonArguments } from "./json-arguments.ts";
import { text } from "./text.ts";

/** A choice before its parts are made to fit each other. */
type Parts = {
  readonly content: string | null;
  readonly reasoning: string | null;
  readonly refusal: string | null;
  readonly calls: readonly { readonly name: string; readonly arguments: string; readonly mark: number }[];
  readonly ending: number;
};

const NAMES = ["get_weather", "f", "final_result", "a-b.c:0", "get_weather_forecast_for_the_next_days"] as const;
const FINISHES = ["stop", "length", "content_filter", "stop"] as const;
// A forced call ends with `stop` (OpenAI, vLLM).
const FINISHES_OF_CALLS = ["tool_calls", "stop", "tool_calls", "tool_calls"] as const;

const call = fc.record({
  name: fc.constantFrom(...NAMES),
  arguments: jsonArguments(),
  mark: fc.nat({ max: 1_295 }),
});

/** Nulls are as common as they are in recordings, or less rare: an answer has text, some have more. */
const parts: fc.Arbitrary<Parts> = fc.record({
  content: fc.option(text(), { freq: 5 }),
  reasoning: fc.option(text(), { freq: 2 }),
  refusal: fc.oneof({ weight: 11, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: text() }),
  calls: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(call, { minLength: 1, maxLength: 3, size: "max" }) },
  ),
  ending: fc.nat({ max: 3 }),
});

/** Mostly one choice; shrinks toward one that says nothing and stopped. */
export function message(): fc.Arbitrary<Message> {
  const choices = fc.oneof(
    { weight: 7, arbitrary: fc.tuple(parts) },
    { weight: 1, arbitrary: fc.array(parts, { minLength: 2, maxLength: 3, size: "max" }) },
  );
  return choices.map((all) => ({ choices: all.map(choiceOf) }));
}

/** A refusal stands in place of text and calls. */
function choiceOf({ content, reasoning, refusal, calls, ending }: Parts, index: number): MessageChoice {
  const tool_calls: ToolCall[] = calls.map(({ mark, ...called }, at) => ({
    id: `call_${mark.toString(36)}${at}`,
    ...called,
  }));
  const said = refusal === null ? { content, refusal, tool_calls } : { content: null, refusal, tool_calls: [] };
  const finishes = said.tool_calls.length > 0 ? FINISHES_OF_CALLS : FINISHES;
  return { index, role: "assistant", reasoning, ...said, finish_reason: finishes[ending] ?? "stop" };
}
