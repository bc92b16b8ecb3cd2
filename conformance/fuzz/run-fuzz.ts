/** Fuzzes one client: draws, plays, makes what fails smaller, and tells kinds of failure apart. */
import * as fc from "fast-check";
import type { FuzzDraw } from "./fuzz-draw.ts";
import { createLanes } from "../run/create-lanes.ts";
import { drawsOf, FUZZ_PROPERTIES, type FuzzPropertyName } from "./fuzz-properties.ts";
import type { FuzzScope } from "./fuzz-scope.ts";
import type { FuzzFailure, FuzzOutcome } from "./fuzz-outcome.ts";
import { findDimension } from "./find-dimension.ts";
import { levelOfDraw } from "./level-of-draw.ts";
import { isSound } from "./is-sound.ts";
import { createDrawPlayer, type FuzzClient, type Played } from "./play-draw.ts";
import { shrinkThrough, type Shrunk, type Wrong } from "./shrink-through.ts";

export type FuzzProgress = { readonly runs: number; readonly clientRuns: number; readonly shrinking: string | null };

export type FuzzOptions = {
  readonly client: FuzzClient;
  readonly scope: FuzzScope;
  readonly properties: readonly FuzzPropertyName[];
  /** A 32-bit integer. */
  readonly seed: number;
  /** Plays this one draw only, as it stands. Needs a single property. */
  readonly path?: string | undefined;
  /** Draws at most. */
  readonly runsMax: number;
  /** Milliseconds after which no new draw is begun; what failed until then is made smaller for ten seconds at most. */
  readonly timeMs?: number | undefined;
  /** Draws at once; never more than the adapter's `max_in_flight`. */
  readonly jobs?: number;
  /** Goes on after a failure, to the next kind. */
  readonly keepGoing?: boolean;
  /** Runs of the client for making one failure smaller. */
  readonly shrinkRunsMax?: number;
  /** Milliseconds since anything: for the time that is up. */
  readonly nowMs: () => number;
  readonly onProgress?: (progress: FuzzProgress) => void;
};

/**
 * Draws of one property in a row, more where there is more to draw from; each block has a seed of its own, so that a
 * long run holds few draws at once.
 */
const BLOCK_DRAWS: Readonly<Record<FuzzPropertyName, number>> = {
  truth: 100,
  slicing: 50,
  framing: 50,
  fault: 40,
  one_request: 10,
  events: 50,
};
/** The runs that confirm a failure and find its dimension come out of what 400 leave. */
const SHRINK_RUNS_MAX = 370;
/** Hangs cost a deadline each. */
const SHRINK_MS_MAX = 60_000;
/** What a failure gets to be made smaller in although the time is up. */
const GRACE_MS = 10_000;
const REPEATS = 3;
/** A kind that was found flaky so often is only counted from then on. */
const FLAKY_TRIES_MAX = 3;

type Found = {
  readonly property: FuzzPropertyName;
  readonly seed: number;
  readonly path: string;
  readonly draw: FuzzDraw;
  readonly played: Wrong;
};

/** Never rejects for anything that the client does. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzOutcome> {
  const { client, scope, nowMs } = options;
  const { signal } = client;
  const player = createDrawPlayer(client);
  const endsAtMs = options.timeMs === undefined ? Number.POSITIVE_INFINITY : nowMs() + options.timeMs;
  const jobs = Math.max(1, Math.min(options.jobs ?? 1, client.driver.ready.max_in_flight));
  const failures = new Map<string, FuzzFailure>();
  const flaky = new Map<string, FuzzFailure>();
  const drawn: Record<string, number> = {};
  const unjudged: { count: number; because: string | null } = { count: 0, because: null };
  let runs = 0;
  let unsound = 0;
  let isHalted = false;

  const mayGoOn = (): boolean => signal?.aborted !== true && !isHalted;
  const isDone = (): boolean =>
    runs >= options.runsMax || !mayGoOn() || nowMs() >= endsAtMs || (failures.size > 0 && options.keepGoing !== true);
  const tell = (shrinking: string | null): void => options.onProgress?.({ runs, clientRuns: player.runs(), shrinking });

  function note(played: Played): void {
    if (played.kind !== "unjudged") return;
    unjudged.count += 1;
    unjudged.because ??= played.because;
    if (played.isFinal) isHalted = true;
  }

  /** Null where it did not fail again, and may thus not be held against the client. */
  async function makeSmaller(found: Found): Promise<Shrunk | null> {
    const { codes } = FUZZ_PROPERTIES[found.property];
    // A path is the smallest one already.
    if (options.path !== undefined) return { ...found, runs: 0, isComplete: true };
    const untilMs = Math.min(nowMs() + SHRINK_MS_MAX, Math.max(endsAtMs, nowMs() + GRACE_MS));
    return shrinkThrough({
      draws: drawsOf(found.property, scope),
      seed: found.seed,
      path: found.path,
      code: found.played.code,
      codes,
      player,
      runsMax: options.shrinkRunsMax ?? SHRINK_RUNS_MAX,
      mayGoOn: () => mayGoOn() && nowMs() < untilMs,
    });
  }

  /** Three of three, and without the baseline in between: a client that fails every other time fails none in a row. */
  async function repeats(found: Found, draw: FuzzDraw): Promise<boolean> {
    const { codes } = FUZZ_PROPERTIES[found.property];
    for (let time = 0; time < REPEATS; time += 1) {
      if (signal?.aborted === true) return true;
      const played = await player.playStream(draw.due, codes);
      if (played.kind === "interrupted") return true;
      if (played.kind !== "wrong" || played.code !== found.played.code) return false;
    }
    return true;
  }

  async function takeIn(found: Found): Promise<void> {
    const { property, played } = found;
    const kind = `${property} ${played.code}`;
    const known = failures.get(kind) ?? null;
    if (known !== null) return void failures.set(kind, { ...known, times: known.times + 1 });
    if (!isSound(found.draw)) return void (unsound += 1);
    const before = flaky.get(kind) ?? null;
    if (before !== null && before.times >= FLAKY_TRIES_MAX) {
      return void flaky.set(kind, { ...before, times: before.times + 1 });
    }
    const foundAtRun = runs;
    const foundClientRuns = player.runs();
    tell(kind);
    const shrunk = await makeSmaller(found);
    const smallest = shrunk ?? { ...found, runs: player.runs() - foundClientRuns, isComplete: false };
    // Where it was never played again, nothing speaks for a failure that comes and goes.
    const isFirm = shrunk === null ? !mayGoOn() : await repeats(found, shrunk.draw);
    const dimension =
      isFirm && signal?.aborted !== true
        ? await findDimension(property, smallest.draw, smallest.played, { player, scope })
        : { draw: smallest.draw, matters: null };
    const failure: FuzzFailure = {
      property,
      code: played.code,
      level: levelOfDraw(dimension.draw),
      isFlaky: !isFirm,
      seed: found.seed,
      path: smallest.path,
      foundAtRun,
      shrinkRuns: smallest.runs,
      clientRuns: player.runs() - foundClientRuns,
      isComplete: smallest.isComplete,
      draw: dimension.draw,
      verdict: smallest.played.verdict,
      observation: smallest.played.observation,
      matters: dimension.matters,
      times: (before?.times ?? 0) + 1,
    };
    (isFirm ? failures : flaky).set(kind, failure);
    tell(null);
  }

  async function playBlock(
    property: FuzzPropertyName,
    seed: number,
    draws: readonly FuzzDraw[],
    at: (index: number) => string,
  ): Promise<void> {
    const { codes } = FUZZ_PROPERTIES[property];
    let isOver = false;
    const lanes = createLanes(jobs);
    const all = draws.map((draw) =>
      lanes.shared(async () => (isOver || isDone() ? null : await player.play(draw, codes))),
    );
    for (const [index, outcome] of all.entries()) {
      const played = await outcome;
      const draw = draws[index];
      if (draw === undefined || played === null || played.kind === "interrupted" || isOver) continue;
      runs += 1;
      drawn[property] = (drawn[property] ?? 0) + 1;
      note(played);
      // Alone, and before what has not begun: nothing else is to be seen of the client meanwhile.
      if (played.kind === "wrong") {
        await lanes.exclusive(() => takeIn({ property, seed, path: at(index), draw, played }));
        isOver = options.keepGoing !== true && failures.size > 0;
      }
      tell(null);
    }
  }

  for (let block = 0; !isDone(); block += 1) {
    const seed = (options.seed + block) | 0;
    for (const property of options.properties) {
      if (isDone()) break;
      const { path } = options;
      const numRuns = path === undefined ? Math.min(BLOCK_DRAWS[property], options.runsMax - runs) : 1;
      const sampled = sample(property, scope, path === undefined ? { seed, numRuns } : { seed, numRuns, path });
      await playBlock(property, seed, sampled, (index) => path ?? String(index));
    }
    if (options.path !== undefined) break;
  }
  return {
    seed: options.seed,
    failures: [...failures.values()],
    flaky: [...flaky.values()].filter(({ property, code }) => !failures.has(`${property} ${code}`)),
    runs,
    clientRuns: player.runs(),
    drawn,
    unjudged,
    unsound,
    isComplete: signal?.aborted !== true && !isHalted,
  };
}

// --- internal ---

/** As the property that shrinks them draws them, so that its paths begin where these stand. */
function sample(
  property: FuzzPropertyName,
  scope: FuzzScope,
  params: { readonly seed: number; readonly numRuns: number; readonly path?: string },
): readonly FuzzDraw[] {
  return fc.sample(fc.tuple(drawsOf(property, scope)), params).map(([draw]) => draw);
}
