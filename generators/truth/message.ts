/** Draws messages: what an answer can be, whatever dialect it is spelled in. */
import * as fc from "fast-check";
import type { Message, MessageChoice, ToolCall } from "../../src/schema/index.ts";
import { jsonArguments } from "./json-arguments.ts";
import { text } from "./text.ts";

/** What a choice says beside its reasoning. A refusal stands in place of text and calls. */
type Said = {
  readonly content: string | null;
  readonly refusal: string | null;
  readonly calls: readonly { readonly name: string; readonly arguments: string; readonly mark: number }[];
};

/** A choice before its finish is made to fit what it says. */
type Parts = { readonly reasoning: string | null; readonly said: Said; readonly ending: number };

const NAMES = ["get_weather", "f", "final_result", "a-b.c:0", "get_weather_forecast_for_the_next_days"] as const;
const FINISHES = ["stop", "length", "content_filter", "stop"] as const;
// A forced call ends with `stop` (OpenAI, vLLM).
const FINISHES_OF_CALLS = ["tool_calls", "stop", "tool_calls", "tool_calls"] as const;

const call = fc.record({
  name: fc.constantFrom(...NAMES),
  arguments: jsonArguments(),
  mark: fc.nat({ max: 1_295 }),
});

// Whatever may not be there can go by itself: kinds come down to the plainest one, which is the first of them, and lists
// may be empty, for fast-check leaves out any item only where none has to be there.
const CROSS = { withCrossShrink: true } as const;

const NOTHING: Said = { content: null, refusal: null, calls: [] };
const SILENT: Parts = { reasoning: null, said: NOTHING, ending: 0 };

/** Nulls are as common as they are in recordings, or less rare: an answer has text, some have more. */
const answered: fc.Arbitrary<Said> = fc.record({
  content: fc.option(text(), { freq: 5 }),
  refusal: fc.constant(null),
  calls: fc.oneof(
    CROSS,
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(call, { maxLength: 3, size: "max" }) },
  ),
});

const parts: fc.Arbitrary<Parts> = fc.record({
  reasoning: fc.option(text(), { freq: 2 }),
  said: fc.oneof(
    CROSS,
    { weight: 1, arbitrary: fc.constant(NOTHING) },
    { weight: 32, arbitrary: answered },
    { weight: 3, arbitrary: text().map((refusal) => ({ ...NOTHING, refusal })) },
  ),
  ending: fc.nat({ max: 3 }),
});

/**
 * What an answer can be, in any dialect: one choice mostly, up to three; text, reasoning, a refusal, calls, or nothing.
 * Shrinks toward one choice that says nothing and stopped. A dialect may say less of it: `truthFor` draws what it can.
 */
export function message(): fc.Arbitrary<Message> {
  const first = fc.oneof(CROSS, { weight: 1, arbitrary: fc.constant(null) }, { weight: 499, arbitrary: parts });
  const others = fc.oneof(
    CROSS,
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(parts, { maxLength: 2, size: "max" }) },
  );
  // The first can go as well, so that what is odd about the second does not keep it.
  return fc.tuple(first, others).map(([one, more]) => {
    const all = one === null ? more : [one, ...more];
    return { choices: (all.length === 0 ? [SILENT] : all).map(choiceOf) };
  });
}

function choiceOf({ reasoning, said, ending }: Parts, index: number): MessageChoice {
  const { content, refusal, calls } = said;
  const tool_calls: ToolCall[] = calls.map(({ mark, ...called }, at) => ({
    id: `call_${mark.toString(36)}${at}`,
    ...called,
  }));
  const finishes = tool_calls.length > 0 ? FINISHES_OF_CALLS : FINISHES;
  return {
    index,
    role: "assistant",
    reasoning,
    content,
    refusal,
    tool_calls,
    finish_reason: finishes[ending] ?? "stop",
  };
}
