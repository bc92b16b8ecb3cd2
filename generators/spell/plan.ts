/** Draws how a message is cut into chunks: numbers that mean something whatever the message is. */
import * as fc from "fast-check";

/**
 * All numbers count from what is there (modulo), and run out harmlessly: the rest of a text is one piece, the rest of
 * the choices come one after the other. So a plan fits every message, and shrinks by itself.
 */
export type SpellPlan = {
  /** Code points of each piece, in the order in which pieces are cut off. */
  readonly pieceLengths: readonly number[];
  /** Which of the unfinished choices goes on. */
  readonly turns: readonly number[];
  /** Before which chunks something is put in between: comments, heartbeats. */
  readonly beats: readonly number[];
  /** What quirks and faults draw from. */
  readonly picks: readonly number[];
};

const PIECES_MAX = 24;

/**
 * Plans for any message in any dialect: up to 24 pieces of one to six code points, the rest in one. Shrinks toward
 * `PLAIN_PLAN`.
 */
export function spellPlan(): fc.Arbitrary<SpellPlan> {
  return fc.record({
    pieceLengths: numbers(1, 6, PIECES_MAX),
    turns: numbers(0, 5, PIECES_MAX),
    beats: numbers(0, 63, 3),
    picks: numbers(0, 0xffff, 8),
  });
}

/** The plan that cuts nothing. */
export const PLAIN_PLAN: SpellPlan = { pieceLengths: [], turns: [], beats: [], picks: [] };

function numbers(min: number, max: number, countMax: number): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min, max }), { maxLength: countMax, size: "max" });
}
