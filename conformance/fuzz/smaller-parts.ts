/** Says what may be tried in place of failing parts: fault, delivery, framing, spelling, message, in that order. */
import { fitTruth, PLAIN_PLAN, type SpellPlan, type Truth } from "../../generators/index.ts";
import { seamCutsOf } from "./cut-draw.ts";
import { streamOf } from "./stream-of-parts.ts";
import type { DrawnParts } from "./fuzz-draw.ts";
import { JOINS } from "./join-chunks.ts";
import { SMALLEST_USAGE } from "./fit-scope.ts";
import { smallerMessages } from "./smaller-message.ts";

const SMALLEST_ID = "c";
const SMALLEST_SECONDS = 1_767_225_600;

/**
 * Every step leads down, so that the search ends: nothing is ever put back. Coarse steps come before fine ones.
 * `simplest` is the profile that other dialects are exchanged for.
 */
export function* smallerParts(parts: DrawnParts, simplest: DrawnParts["profile"]): Generator<DrawnParts> {
  const { cuts, quirks, profile, plan, truth, joins } = parts;
  if (cuts.way !== "whole") {
    for (const cut of seamCutsOf(streamOf(parts).bytes, cuts)) yield { ...parts, cuts: cut };
  }
  if (cuts.way === "picks") for (const picks of shorter(cuts.picks)) yield { ...parts, cuts: { way: "picks", picks } };
  for (const index of quirks.keys()) yield { ...parts, quirks: quirks.toSpliced(index, 1) };
  if (profile !== simplest) {
    const apt = quirks.filter((quirk) => quirk.profile === "core" || quirk.profile === simplest.dialect);
    yield { ...parts, profile: simplest, quirks: apt, truth: fitTruth(simplest, truth) };
  }
  for (const smaller of smallerPlans(plan)) yield { ...parts, plan: smaller };
  for (const smaller of smallerTruths(truth, profile)) yield { ...parts, truth: smaller };
  for (const smaller of withoutPieces(parts)) yield smaller;
  for (const join of JOINS) if (!joins.includes(join)) yield { ...parts, joins: [...joins, join] };
}

// --- internal ---

/** Pieces that go with what they were pieces of: the cuts behind them stay where they are. */
const PIECES_DROPPED_MAX = 3;

function* withoutPieces(parts: DrawnParts): Generator<DrawnParts> {
  const { truth, plan, profile } = parts;
  const { choices } = truth.message;
  const dropped = choices.flatMap((choice, at) => [
    ...(["reasoning", "content"] as const).flatMap((name) =>
      choice[name] === null ? [] : [choices.with(at, { ...choice, [name]: null })],
    ),
    ...(choice.tool_calls.length < 2
      ? []
      : choice.tool_calls.map((_, index) =>
          choices.with(at, { ...choice, tool_calls: choice.tool_calls.toSpliced(index, 1) }),
        )),
  ]);
  for (const fewer of dropped) {
    for (let count = 1; count <= Math.min(PIECES_DROPPED_MAX, plan.pieceLengths.length); count += 1) {
      const pieceLengths = plan.pieceLengths.slice(count);
      yield {
        ...parts,
        plan: { ...plan, pieceLengths },
        truth: fitTruth(profile, { ...truth, message: { choices: fewer } }),
      };
    }
  }
}

function* smallerPlans(plan: SpellPlan): Generator<SpellPlan> {
  if (Object.values(plan).some((numbers) => numbers.length > 0)) yield PLAIN_PLAN;
  for (const name of ["pieceLengths", "turns", "beats", "picks"] as const) {
    const numbers = plan[name];
    if (numbers.length > 0) yield { ...plan, [name]: [] };
    for (const fewer of shorter(numbers)) yield { ...plan, [name]: fewer };
    // Two pieces in one leave the cuts behind them where they are.
    if (name === "pieceLengths") {
      for (const [index, length] of numbers.slice(0, -1).entries())
        yield { ...plan, pieceLengths: numbers.toSpliced(index, 2, length + (numbers[index + 1] ?? 0)) };
    }
    const least = name === "pieceLengths" ? 1 : 0;
    for (const [index, number] of numbers.entries()) {
      if (number > least) yield { ...plan, [name]: numbers.with(index, least) };
      if (number > least + 1) yield { ...plan, [name]: numbers.with(index, Math.floor((number + least) / 2)) };
    }
  }
}

function* smallerTruths(truth: Truth, profile: DrawnParts["profile"]): Generator<Truth> {
  for (const message of smallerMessages(truth.message)) yield fitTruth(profile, { ...truth, message });
  if (truth.usage !== null && !profile.usage.isUnasked) yield { ...truth, usage: null };
  if (truth.usage !== null && JSON.stringify(truth.usage) !== JSON.stringify(SMALLEST_USAGE))
    yield { ...truth, usage: SMALLEST_USAGE };
  if (truth.id !== SMALLEST_ID || truth.created !== SMALLEST_SECONDS)
    yield { ...truth, id: SMALLEST_ID, created: SMALLEST_SECONDS };
}

/** Without one half, without the other, without each one. */
function* shorter<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  const half = Math.ceil(items.length / 2);
  if (items.length > 2) {
    yield items.slice(0, half);
    yield items.slice(half);
  }
  if (items.length > 1) for (const index of items.keys()) yield items.toSpliced(index, 1);
}
