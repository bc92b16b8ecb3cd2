/** Chooses, before anything is played, the plays that fit into a budget: by seed, never by the clock. */
import { createHash } from "node:crypto";
import type { Play } from "../shape/play.ts";

export type PlannedPlay = Pick<Play, "key" | "axis"> & {
  /** Milliseconds. */ readonly plannedMs: number;
};

/** The plays of a case, plain first. */
export type PlannedCase = { readonly uid: string; readonly plays: readonly PlannedPlay[] };

export type Budget = { readonly seconds: number; readonly seed: number };

export type ChosenPlays = {
  /** By uid. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** Variants left out, by axis. */
  readonly leftOut: Readonly<Record<VariantAxis, number>>;
  /** Variants left out, by uid; cases that lost none are not there. */
  readonly leftOutOf: ReadonlyMap<string, number>;
  /** What the chosen plays take, milliseconds. */
  readonly plannedMs: number;
};

type VariantAxis = Exclude<Play["axis"], "plain">;

/**
 * Every plain play, then variants until the planned time is used: all seams of a case at once first, for they catch
 * most, then the cheap axes, then cuts in two, one a case in turn. The first that does not fit ends it, so that a
 * larger budget holds all that a smaller one holds.
 */
export function choosePlays(cases: readonly PlannedCase[], { seconds, seed }: Budget): ChosenPlays {
  const keys = new Map<string, Set<string>>();
  let plannedMs = 0;
  for (const { uid, plays } of cases) {
    const plain = plays.filter(({ axis }) => axis === "plain");
    keys.set(uid, new Set(plain.map(({ key }) => key)));
    for (const play of plain) plannedMs += play.plannedMs;
  }
  const leftOut = { cuts: 0, eol: 0, spacing: 0, transfer: 0 };
  const leftOutOf = new Map<string, number>();
  let isFull = false;
  for (const { uid, play } of inOrder(cases, seed)) {
    isFull ||= plannedMs + play.plannedMs > seconds * 1_000;
    if (isFull) {
      leftOut[play.axis] += 1;
      leftOutOf.set(uid, (leftOutOf.get(uid) ?? 0) + 1);
    } else {
      plannedMs += play.plannedMs;
      keys.get(uid)?.add(play.key);
    }
  }
  return { keys, leftOut, leftOutOf, plannedMs };
}

// --- internal ---

type Candidate = {
  readonly uid: string;
  readonly play: PlannedPlay & { readonly axis: VariantAxis };
  readonly rank: number;
  /** Which one of its kind in its case. */
  readonly turn: number;
};

/** A case keeps its place among the others whatever is added to the catalogue: it comes from its uid and the seed alone. */
function inOrder(cases: readonly PlannedCase[], seed: number): readonly Candidate[] {
  const places = new Map(
    cases.map(({ uid }) => [uid, createHash("sha256").update(`${seed} ${uid}`).digest("hex")] as const),
  );
  const placeOf = ({ uid }: Candidate): string => places.get(uid) ?? "";
  return cases
    .flatMap(({ uid, plays }) => {
      const turns = new Map<number, number>();
      return plays.flatMap((play): readonly Candidate[] => {
        const { axis } = play;
        if (axis === "plain") return [];
        const rank = rankOf(play);
        const turn = turns.get(rank) ?? 0;
        turns.set(rank, turn + 1);
        return [{ uid, play: { ...play, axis }, rank, turn }];
      });
    })
    .sort((one, other) => one.rank - other.rank || one.turn - other.turn || compareTexts(placeOf(one), placeOf(other)));
}

/** Lower goes first. */
function rankOf({ key, axis }: PlannedPlay): number {
  if (key === "cuts=seams") return 0;
  if (axis === "eol" || axis === "spacing") return 1;
  if (axis === "transfer") return 2;
  return key === "cuts=event" || key === "cuts=byte" ? 4 : 3;
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
