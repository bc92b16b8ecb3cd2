/** Spells a truth as the chunks that a dialect would send of it. */
import type { DialectProfile, Members } from "../profiles/dialect-profile.ts";
import type { Truth } from "../truth/truth.ts";
import { addFrills } from "./add-frills.ts";
import { createTextCutter } from "./cut-text.ts";
import { type BareChunk, placeUsage } from "./place-usage.ts";
import type { SpellPlan } from "./plan.ts";
import { spellChoice, type SpelledChoice } from "./spell-choice.ts";
import { wrapChunk } from "./wrap-chunk.ts";

/**
 * Chunks in order of sending, members in the dialect's order. The truth is to be expressible in the dialect: what is
 * not comes out as something else, or not at all.
 */
export function spell(profile: DialectProfile, truth: Truth, plan: SpellPlan): readonly Members[] {
  const cut = createTextCutter(plan.pieceLengths);
  const choices = truth.message.choices.map((choice) => spellChoice(profile, choice, cut));
  const bare = takeTurns(choices, plan.turns).map(({ choice, isFinish }): BareChunk => ({
    members: {},
    choice,
    isFinish,
  }));
  const chunks = placeUsage(profile, bare, truth.usage).map((chunk, at) => wrapChunk(profile, truth, chunk, at));
  return addFrills(profile, truth, chunks);
}

/** Interleaves the choices; each stays in order within itself. Without turns one comes after the other. */
function takeTurns(choices: readonly (readonly SpelledChoice[])[], turns: readonly number[]): readonly SpelledChoice[] {
  const [only, ...others] = choices;
  if (only !== undefined && others.length === 0) return only;
  const queues = choices.map((steps) => [...steps]);
  const taken: SpelledChoice[] = [];
  for (let turn = 0; ; turn += 1) {
    const open = queues.filter((queue) => queue.length > 0);
    if (open.length === 0) return taken;
    const step = open[(turns[turn] ?? 0) % open.length]?.shift();
    if (step !== undefined) taken.push(step);
  }
}
