/** Says what a message must not hold to be spelled in a dialect. */
import type { Expressible } from "../../src/dialect/index.ts";
import type { MessageChoice } from "../../src/schema/index.ts";
import type { Truth } from "../truth/truth.ts";
import type { Knobs } from "./dialect-profile.ts";

/** Why the dialect cannot say this, one sentence a reason; empty where it can. */
export function whyInexpressible({ expresses }: Pick<Knobs, "expresses">, truth: Truth): readonly string[] {
  const { choices } = truth.message;
  return [
    ...(choices.length > 1 && expresses.choices === "one"
      ? [`it has ${choices.length} choices, the dialect sends one`]
      : []),
    ...(truth.usage === null && expresses.usage === "always" ? ["it has no usage, the dialect always sends it"] : []),
    ...choices.flatMap((choice) => whyChoiceInexpressible(expresses, choice)),
  ];
}

/**
 * True of a truth that the dialect can say whole: no reasoning where it has no member for it, no second choice where it
 * sends one. `whyInexpressible` says what it cannot, `fitTruth` takes that away. The knobs of a profile will do.
 */
export function expressible(knobs: Pick<Knobs, "expresses">, truth: Truth): boolean {
  return whyInexpressible(knobs, truth).length === 0;
}

function whyChoiceInexpressible(expresses: Expressible, choice: MessageChoice): readonly string[] {
  const { reasoning, refusal, toolCalls, finishReasons } = expresses;
  const where = `choice ${choice.index}`;
  const reasons: string[] = [];
  if (choice.reasoning !== null && reasoning.length === 0) reasons.push(`${where} has reasoning, the dialect has none`);
  if (choice.refusal !== null && !refusal) reasons.push(`${where} is a refusal, the dialect has none`);
  if (choice.tool_calls.length > 0 && !toolCalls) reasons.push(`${where} has calls, the dialect has none`);
  if (choice.finish_reason === null || !finishReasons.includes(choice.finish_reason)) {
    reasons.push(`${where} finished by ${choice.finish_reason}, which the dialect does not say`);
  }
  return reasons;
}

/** The nearest truth that the dialect can say; the very same one where it can say it already. */
export function fitTruth(knobs: Pick<Knobs, "expresses">, truth: Truth): Truth {
  if (expressible(knobs, truth)) return truth;
  const { reasoning, refusal, toolCalls, finishReasons, usage } = knobs.expresses;
  const said = knobs.expresses.choices === "one" ? truth.message.choices.slice(0, 1) : truth.message.choices;
  const choices = said.map((choice) => ({
    ...choice,
    reasoning: reasoning.length === 0 ? null : choice.reasoning,
    refusal: refusal ? choice.refusal : null,
    tool_calls: toolCalls ? choice.tool_calls : [],
    finish_reason:
      choice.finish_reason !== null && finishReasons.includes(choice.finish_reason)
        ? choice.finish_reason
        : (finishReasons[0] ?? "stop"),
  }));
  const counted =
    truth.usage ?? (usage === "always" ? { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } : null);
  return { ...truth, message: { choices }, usage: counted };
}
