/** Says what a message must not hold to be spelled in a dialect. */
import type { MessageChoice } from "../../src/schema/index.ts";
import type { Truth } from "../truth/truth.ts";
import type { Knobs } from "./dialect-profile.ts";

/** Why the dialect cannot say this, one sentence a reason; empty where it can. */
export function whyInexpressible(knobs: Knobs, truth: Truth): readonly string[] {
  const { choices } = truth.message;
  const { choicesMax } = knobs.expresses;
  return [
    ...(choices.length > choicesMax
      ? [`it has ${choices.length} choices, the dialect sends at most ${choicesMax}`]
      : []),
    ...(truth.usage === null && knobs.usage.isUnasked ? ["it has no usage, the dialect always sends it"] : []),
    ...choices.flatMap((choice) => whyChoiceInexpressible(knobs, choice)),
  ];
}

export function expressible(knobs: Knobs, truth: Truth): boolean {
  return whyInexpressible(knobs, truth).length === 0;
}

function whyChoiceInexpressible({ reasoning, expresses, tools }: Knobs, choice: MessageChoice): readonly string[] {
  const where = `choice ${choice.index}`;
  const reasons: string[] = [];
  if (choice.reasoning !== null && reasoning === "none") reasons.push(`${where} has reasoning, the dialect has none`);
  if (choice.refusal !== null && !expresses.refusal) reasons.push(`${where} is a refusal, the dialect has none`);
  if (choice.tool_calls.length > 0 && tools.mode === "none") reasons.push(`${where} has calls, the dialect has none`);
  if (choice.finish_reason === null || !expresses.finishReasons.includes(choice.finish_reason)) {
    reasons.push(`${where} finished by ${choice.finish_reason}, which the dialect does not say`);
  }
  return reasons;
}

/** The nearest truth that the dialect can say; the very same one where it can say it already. */
export function fitTruth(knobs: Knobs, truth: Truth): Truth {
  if (expressible(knobs, truth)) return truth;
  const { reasoning, expresses, tools, usage } = knobs;
  const choices = truth.message.choices.slice(0, expresses.choicesMax).map((choice) => ({
    ...choice,
    reasoning: reasoning === "none" ? null : choice.reasoning,
    refusal: expresses.refusal ? choice.refusal : null,
    tool_calls: tools.mode === "none" ? [] : choice.tool_calls,
    finish_reason:
      choice.finish_reason !== null && expresses.finishReasons.includes(choice.finish_reason)
        ? choice.finish_reason
        : (expresses.finishReasons[0] ?? "stop"),
  }));
  const counted = truth.usage ?? (usage.isUnasked ? { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } : null);
  return { ...truth, message: { choices }, usage: counted };
}
