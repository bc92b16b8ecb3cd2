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

/** Plainer or shorter; the plainest has none. */
export function* smallerTexts(text: string): Generator<string> {
  if (text === PLAINEST || text === "") return;
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
    for (const smaller of smallerArguments(call.arguments))
      yield { ...choice, tool_calls: tool_calls.with(index, { ...call, arguments: smaller }) };
  }
  if (tool_calls.length === 0 && finish_reason !== "stop") yield { ...choice, finish_reason: "stop" };
}

const PLAIN_ARGUMENTS = ["{}", '{"a":1}'];

/** Always shorter, or the plainest: the spelling of what is left may change with it. */
function* smallerArguments(given: string): Generator<string> {
  for (const plain of PLAIN_ARGUMENTS) if (given.length > plain.length) yield plain;
  const parsed = parsedOrNull(given);
  // What was cut at the limit has no JSON: the shortest of its kind is an open brace.
  if (parsed === null && given.length > 1) yield "{";
  if (typeof parsed !== "object" || parsed === null || PLAIN_ARGUMENTS.includes(given)) return;
  for (const smaller of smallerObjects(parsed)) {
    const text = JSON.stringify(smaller);
    if (text.length < given.length) yield text;
  }
}

/** One member alone, under a plain name, with less text. */
function* smallerObjects(object: object): Generator<object> {
  const entries = Object.entries(object);
  yield object;
  for (const [name, value] of entries) {
    if (entries.length > 1) yield { [name]: value };
    yield { a: value };
    if (typeof value !== "string") continue;
    for (const text of smallerTexts(value)) yield { ...object, [name]: text };
  }
}

function parsedOrNull(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
