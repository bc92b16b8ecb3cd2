/** Makes a drawn truth one that this client can be asked for, and that no case of the catalogue holds at a lesser level. */
import { isJson } from "../../src/base/index.ts";
import { fitTruth, type DialectProfile, type Truth } from "../../generators/index.ts";
import type { FuzzScope } from "./fuzz-scope.ts";

type Choice = Truth["message"]["choices"][number];

/** What the smallest usage counts: zeros are how many clients spell "never told". */
export const SMALLEST_USAGE = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } as const;

/** What chance decides beside the truth: numbers that count from what there is. */
export type Twist = {
  /** 0: the answer ends at its length, in mid-arguments. 1: white space follows the arguments. */
  readonly ending: number;
  /** Where the arguments are cut. */
  readonly at: number;
  /** How much longer the text gets, where more than the usual size is asked for; null leaves it. */
  readonly swell: number | null;
};

/** Only what the client was asked for: the one tool that requests declare, and no more choices than it reports. */
export function fitScope(scope: FuzzScope, profile: DialectProfile, truth: Truth, twist: Twist): Truth {
  const { capabilities } = scope;
  const choices = capabilities.includes("report.choices") ? truth.message.choices : truth.message.choices.slice(0, 1);
  const asked = choices.map((choice) => fitChoice(scope, choice, twist));
  const isUncounted =
    truth.usage === null || (truth.usage.prompt_tokens ?? 0) + (truth.usage.completion_tokens ?? 0) === 0;
  const usage = isUncounted ? (truth.usage !== null || profile.usage.isUnasked ? SMALLEST_USAGE : null) : truth.usage;
  const fitted = fitTruth(profile, { ...truth, message: { choices: asked }, usage });
  const said = scope.level === "must" ? withText(fitted) : fitted;
  // What becomes of cut arguments is a should (tools/arguments-cut-at-length).
  if (
    scope.level === "must" ||
    twist.ending !== 0 ||
    !profile.expresses.finishReasons.some((reason) => reason === "length")
  )
    return said;
  return { ...said, message: { choices: said.message.choices.map((choice) => cutShort(choice, twist.at)) } };
}

/**
 * True of an answer that every client must read: each choice says something (finding none is a should), and calls end
 * as calls do.
 */
export function isBinding({ message }: Truth): boolean {
  return message.choices.every(
    (choice) => !isSilent(choice) && (choice.tool_calls.length === 0 || choice.finish_reason === "tool_calls"),
  );
}

/** The limit cut the last call: its arguments are a beginning. */
export function isCutShort({ tool_calls, finish_reason }: Choice): boolean {
  const last = tool_calls.at(-1);
  return last !== undefined && finish_reason === "length" && !isJson(last.arguments);
}

// --- internal ---

function withText(truth: Truth): Truth {
  const choices = truth.message.choices.map((choice) => (isSilent(choice) ? { ...choice, content: "a" } : choice));
  return { ...truth, message: { choices } };
}

function fitChoice(scope: FuzzScope, choice: Choice, twist: Twist): Choice {
  const { capabilities, level, streamBytesMax } = scope;
  if (!capabilities.includes("report.tool_calls") && choice.tool_calls.length > 0) {
    const said = { ...choice, content: choice.content ?? "a", tool_calls: [], finish_reason: "stop" };
    return fitChoice(scope, said, twist);
  }
  const isMust = level === "must";
  const tool_calls = choice.tool_calls.map((call) => ({
    ...call,
    name: "get_weather",
    // Without arguments some clients give "{}" as text, some "": a should, and of the value alone.
    arguments:
      call.arguments === "" && isMust
        ? "{}"
        : `${call.arguments}${twist.ending === 1 && call.arguments !== "" ? "    " : ""}`,
  }));
  return {
    ...choice,
    tool_calls,
    // Where there is no place for it, what becomes of it is a matter of taste, or a should.
    refusal: capabilities.includes("report.refusal") ? choice.refusal : null,
    reasoning: isMust && !capabilities.includes("report.reasoning") ? null : choice.reasoning,
    // Tags of thinking are taken out of text by design of some.
    content: swollen(
      isMust ? (choice.content?.replaceAll(/<\/?think>/g, "<b>") ?? null) : choice.content,
      twist.swell,
      streamBytesMax,
    ),
    finish_reason: isMust && tool_calls.length > 0 ? "tool_calls" : choice.finish_reason,
  };
}

const isSilent = ({ content, reasoning, refusal, tool_calls }: Choice): boolean =>
  tool_calls.length === 0 && [content, reasoning, refusal].every((text) => text === null);

/** Up to most of what there is room for; what the escapes of a dialect make too large is not drawn. */
function swollen(text: string | null, swell: number | null, bytesMax: number): string | null {
  if (text === null || swell === null) return text;
  const roomBytes = (bytesMax * 0.8) / (1 + (swell % 8));
  return text.repeat(Math.max(1, Math.floor(roomBytes / Buffer.byteLength(JSON.stringify(text)))));
}

function cutShort(choice: Choice, at: number): Choice {
  const last = choice.tool_calls.at(-1);
  if (last === undefined || last.arguments.length < 2) return choice;
  const points = [...last.arguments.trim()];
  const begun = points.slice(0, 1 + (at % (points.length - 1))).join("");
  return {
    ...choice,
    tool_calls: [...choice.tool_calls.slice(0, -1), { ...last, arguments: begun }],
    finish_reason: "length",
  };
}
