/** Spells tool calls as fragments, a list of them for each delta. */
import type { ToolCall } from "../../src/schema/index.ts";
import type { Members, ToolKnobs } from "../profiles/dialect-profile.ts";
import type { CutText } from "./cut-text.ts";
import { orderMembers } from "./order-members.ts";

/** In a streamed call the first fragment names it; the others only carry its arguments on. */
export function spellCalls(
  knobs: ToolKnobs,
  calls: readonly ToolCall[],
  cut: CutText,
): readonly (readonly Members[])[] {
  if (calls.length === 0) return [];
  if (knobs.mode === "streamed") return calls.flatMap((call, at) => streamed(knobs, call, at, cut).map((one) => [one]));
  const whole = calls.map((call, at) => fragment(knobs, call, at, { isFirst: true, arguments: call.arguments }));
  return knobs.mode === "whole" ? whole.map((one) => [one]) : [whole];
}

function streamed(knobs: ToolKnobs, call: ToolCall, at: number, cut: CutText): readonly Members[] {
  const pieces = cut(call.arguments);
  const [first, rest] = openingOf(knobs, pieces);
  return [
    fragment(knobs, call, at, { isFirst: true, arguments: first }),
    ...rest.map((piece) => fragment(knobs, call, at, { isFirst: false, arguments: piece })),
  ];
}

function openingOf(
  { firstArguments }: ToolKnobs,
  pieces: readonly string[],
): readonly [string | null, readonly string[]] {
  if (firstArguments === "piece") return [pieces[0] ?? "", pieces.slice(1)];
  return [firstArguments === "null" ? null : "", pieces];
}

type FragmentPart = { readonly isFirst: boolean; readonly arguments: string | null };

function fragment(knobs: ToolKnobs, call: ToolCall, at: number, part: FragmentPart): Members {
  const later = <Value>(how: ToolKnobs["laterId"], value: Value) =>
    part.isFirst || how === "repeated" ? value : { absent: undefined, null: null, empty: "" }[how];
  const isTyped = knobs.type === "every" || (knobs.type === "first" && part.isFirst);
  const members = {
    index: { from_zero: at, from_one: at + 1, absent: undefined, minus_one: -1 }[knobs.index],
    id: later(knobs.laterId, call.id),
    type: isTyped ? "function" : undefined,
    function: orderMembers({ name: later(knobs.laterName, call.name), arguments: part.arguments }, [
      "name",
      "arguments",
    ]),
  };
  return orderMembers(members, knobs.order);
}
