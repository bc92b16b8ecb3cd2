/** Says which smaller messages may be tried in place of one. */
import type { Message, MessageChoice } from "../../src/schema/index.ts";

/** The plainest text: what all others come down to if they can. */
const PLAINEST = "a";
/** Up to so many characters each one is left out in turn. */
const ONE_BY_ONE_MAX = 12;

/** Each has less text, fewer parts, or plainer ones; coarse steps come before fine ones. */
export function* smallerMessages({ choices }: Message): Generator<Message> {
  if (choices.length > 1) {
    for (const choice of choices) yield { choices: [{ ...choice, index: 0 }] };
    for (const index of choices.keys())
      yield { choices: choices.toSpliced(index, 1).map((choice, at) => ({ ...choice, index: at })) };
  }
  for (const [index, choice] of choices.entries()) {
    for (const smaller of smallerChoices(choice)) yield { choices: choices.with(index, smaller) };
  }
}

// --- internal ---

function* smallerChoices(choice: MessageChoice): Generator<MessageChoice> {
  const { tool_calls, finish_reason } = choice;
  const plainFinish = (calls: number) => (calls === 0 && finish_reason === "tool_calls" ? "stop" : finish_reason);
  if (tool_calls.length > 0) yield { ...choice, tool_calls: [], finish_reason: plainFinish(0) };
  for (const name of ["reasoning", "refusal", "content"] as const) {
    if (choice[name] !== null) yield { ...choice, [name]: null };
  }
  if (tool_calls.length > 1) {
    for (const index of tool_calls.keys()) yield { ...choice, tool_calls: tool_calls.toSpliced(index, 1) };
  }
  for (const name of ["reasoning", "refusal", "content"] as const) {
    const text = choice[name];
    if (text === null) continue;
    for (const smaller of smallerTexts(text)) yield { ...choice, [name]: smaller };
  }
  for (const [index, call] of tool_calls.entries()) {
    const { arguments: given } = call;
    if (given !== "{}") yield { ...choice, tool_calls: tool_calls.with(index, { ...call, arguments: "{}" }) };
    if (given.length > PLAIN_ARGUMENTS.length)
      yield { ...choice, tool_calls: tool_calls.with(index, { ...call, arguments: PLAIN_ARGUMENTS }) };
  }
  if (tool_calls.length === 0 && finish_reason !== "stop") yield { ...choice, finish_reason: "stop" };
}

const PLAIN_ARGUMENTS = '{"a":1}';

function* smallerTexts(text: string): Generator<string> {
  if (text === PLAINEST) return;
  yield PLAINEST;
  const points = [...text];
  const half = Math.ceil(points.length / 2);
  if (points.length > 1) {
    yield points.slice(0, half).join("");
    yield points.slice(half).join("");
  }
  if (points.length > 2 && points.length <= ONE_BY_ONE_MAX) {
    for (const index of points.keys()) yield points.toSpliced(index, 1).join("");
  }
}
