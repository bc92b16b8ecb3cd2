/** Tells whether one client can satisfy two cases that send it the same. */
import type { Alternative, Case, ExpectedChoice, ExpectedMessage } from "../../shape/case.ts";

/** True where some accepted end of the one leaves room for some accepted end of the other. */
export function canBothHold(one: Pick<Case, "expect" | "compare">, other: Pick<Case, "expect" | "compare">): boolean {
  const isPrefix = one.compare.content === "prefix" || other.compare.content === "prefix";
  return one.expect.any_of.some((a) => other.expect.any_of.some((b) => endsAgree(a, b, isPrefix)));
}

/** What both speak of must be the same; of what only one speaks anything may come. */
function endsAgree(a: Alternative, b: Alternative, isPrefix: boolean): boolean {
  if (a.outcome !== b.outcome) return false;
  const [classes, others] = [a.errors?.classes, b.errors?.classes];
  if (classes !== undefined && others !== undefined && !classes.some((name) => others.includes(name))) return false;
  return (
    agree(a.errors?.status, b.errors?.status, same) &&
    agree(a.errors?.code, b.errors?.code, (one, other) => String(one) === String(other)) &&
    agree(a.events, b.events, same) &&
    agree(a.usage, b.usage, usageAgrees) &&
    agree(a.message, b.message, (one, other) => messagesAgree(one, other, isPrefix))
  );
}

function agree<T>(a: T | undefined, b: T | undefined, holds: (one: T, other: T) => boolean): boolean {
  return a === undefined || b === undefined || holds(a, b);
}

function messagesAgree(a: ExpectedMessage, b: ExpectedMessage, isPrefix: boolean): boolean {
  if (a.choices.length !== b.choices.length) return false;
  return a.choices.every((choice, index) => {
    const other = b.choices[index];
    return other !== undefined && choicesAgree(choice, other, isPrefix);
  });
}

function choicesAgree(a: ExpectedChoice, b: ExpectedChoice, isPrefix: boolean): boolean {
  const members = ["index", "content", "reasoning", "refusal", "tool_calls", "finish_reason"] as const;
  return members.every((name) => {
    const [mine, theirs] = [emptied(a[name]), emptied(b[name])];
    if (a[name] === undefined || b[name] === undefined) return true;
    if (isPrefix && typeof mine === "string" && typeof theirs === "string")
      return mine.startsWith(theirs) || theirs.startsWith(mine);
    return same(mine, theirs);
  });
}

/** Absent, null and empty texts count as equal. */
function emptied(value: unknown): unknown {
  return value === "" || value === undefined ? null : value;
}

function usageAgrees(a: Alternative["usage"] & ({} | null), b: Alternative["usage"] & ({} | null)): boolean {
  if (a === null || b === null) return a === b;
  return Object.keys(a).every((name) => !Object.hasOwn(b, name) || same(a[name], b[name]));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
