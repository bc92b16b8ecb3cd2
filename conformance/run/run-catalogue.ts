/** Runs a client through a catalogue of cases: calibration, plain plays, variants, verdicts. */
import { DEFAULT_LIMITS } from "../../src/base/index.ts";
import { DEFAULT_GAP_MS, expandCase } from "../expand/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Driver } from "../shape/driver.ts";
import type { Play, Stage } from "../shape/play.ts";
import type { CaseVerdict, Report } from "../shape/report.ts";
import { calibrate, type SharedRun } from "./calibrate.ts";
import { WARM_UP } from "./calibration-cases.ts";
import { choosePlays, type Budget, type ChosenPlays } from "./choose-plays.ts";
import { createLanes } from "./create-lanes.ts";
import { createNotes } from "./collect-notes.ts";
import { createCrashGroups } from "./crash-groups.ts";
import { planPlays } from "./plan-plays.ts";
import { DEFAULT_CLOCK, playOnce, type RunClock } from "./play-once.ts";
import { runCase, withoutPlay, type CasePlays, type RunContext } from "./run-case.ts";
import { skipReason } from "./skip-reason.ts";

/** What a watcher of a long run is told. */
export type RunProgress =
  | { readonly kind: "calibrating" }
  /** Told of runs that may be long or were made shorter: with `all` variants, or a budget. */
  | { readonly kind: "planned"; readonly plays: number; readonly plannedMs: number; readonly jobs: number }
  | { readonly kind: "play"; readonly played: number }
  | { readonly kind: "case"; readonly verdict: CaseVerdict; readonly done: number; readonly of: number };

export type RunOptions = {
  readonly cases: readonly LoadedCase[];
  readonly driver: Driver;
  readonly stage: Stage;
  /** Dialects to hold the client to; null takes what the adapter claims. */
  readonly profiles?: readonly string[] | null;
  /** `none` plays each case once, as written. */
  readonly variants?: "default" | "none" | "all";
  /** Plays only the variant of this key. */
  readonly onlyKey?: string | null;
  /** Leaves out the variants that do not fit into so much planned time; not beside `onlyKey`. */
  readonly budget?: Budget | null;
  readonly clock?: RunClock;
  /** Milliseconds of one gap between slices. */
  readonly gapMs?: number;
  /** Plays at once; never more than the adapter's `max_in_flight`. */
  readonly jobs?: number;
  /** Already calibrated, or meant to fail it: the flawed models. */
  readonly skipCalibration?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
};

export type RunOutcome = {
  readonly verdicts: readonly CaseVerdict[];
  /** False where the run was interrupted. */
  readonly complete: boolean;
  readonly profiles: readonly string[];
  readonly pollution: readonly string[];
  /** What the budget chose, and how the report tells of it; null where there was none. */
  readonly budget: { readonly chosen: ChosenPlays; readonly report: NonNullable<Report["budget"]> } | null;
};

/** Cases whose variants are in memory at once, for each play at once: enough to keep all lanes busy. */
const TURNS_PER_LANE = 2;

/** Rejects with a ToolkitError where no verdict can be given at all: the adapter fails its calibration. */
export async function runCatalogue(options: RunOptions): Promise<RunOutcome> {
  const { driver, stage, cases } = options;
  const clock = options.clock ?? DEFAULT_CLOCK;
  const profiles = options.profiles ?? driver.ready.profiles;
  const claim = { profiles, capabilities: driver.ready.capabilities };
  const notes = createNotes(DEFAULT_LIMITS.pollutionLinesKept);
  const { signal } = options;
  const shared = { driver, stage, clock, signal, keepPollution: notes.add };

  options.onProgress?.({ kind: "calibrating" });
  const warmUp = createWarmUp(shared);
  await warmUp();
  if (options.skipCalibration !== true) await calibrate(shared, claim);

  const jobs = Math.max(1, Math.min(options.jobs ?? 4, driver.ready.max_in_flight));
  const chosen = choose(
    cases.filter((loaded) => skipReason(loaded.case, claim) === null),
    options,
    jobs,
  );
  let played = 0;
  let done = 0;
  const context: RunContext = {
    ...shared,
    warmUp,
    halt: { because: null },
    crashes: createCrashGroups(),
    lanes: createLanes(jobs),
    turns: createLanes(jobs * TURNS_PER_LANE),
    onPlay: () => {
      played += 1;
      options.onProgress?.({ kind: "play", played });
    },
  };
  const verdicts = await Promise.all(
    cases.map(async (loaded) => {
      const because = skipReason(loaded.case, claim);
      const verdict =
        because === null
          ? withLeftOut(await runCase(loaded, playsOf(loaded, options, chosen), context), chosen)
          : withoutPlay(loaded.case, "skip", because);
      done += 1;
      options.onProgress?.({ kind: "case", verdict, done, of: cases.length });
      return verdict;
    }),
  );
  // What came after the last play belongs to the adapter all the same.
  notes.add(driver.takePollution());
  return {
    verdicts,
    complete: signal?.aborted !== true,
    profiles,
    pollution: notes.all(),
    budget: budgetOf(chosen, options),
  };
}

function choose(runnable: readonly LoadedCase[], options: RunOptions, jobs: number): ChosenPlays | null {
  const { variants = "default", onlyKey, budget, gapMs = DEFAULT_GAP_MS } = options;
  if ((onlyKey !== undefined && onlyKey !== null) || (variants !== "all" && !budget)) return null;
  const planned = planPlays(runnable, { variants, gapMs });
  const all = planned.flatMap(({ plays }) => plays);
  const chosen = budget ? choosePlays(planned, budget) : null;
  const plays = chosen === null ? all.length : [...chosen.keys.values()].reduce((sum, { size }) => sum + size, 0);
  const plannedMs = chosen?.plannedMs ?? all.reduce((sum, play) => sum + play.plannedMs, 0);
  options.onProgress?.({ kind: "planned", plays, plannedMs, jobs });
  return chosen;
}

function budgetOf(chosen: ChosenPlays | null, { budget }: RunOptions): RunOutcome["budget"] {
  if (chosen === null || !budget) return null;
  const { seconds, seed } = budget;
  return { chosen, report: { seconds, seed, planned_ms: chosen.plannedMs, left_out: { ...chosen.leftOut } } };
}

function withLeftOut(verdict: CaseVerdict, chosen: ChosenPlays | null): CaseVerdict {
  const count = chosen?.leftOutOf.get(verdict.uid);
  return count === undefined ? verdict : { ...verdict, variants: { ...verdict.variants, left_out: count } };
}

function playsOf(loaded: LoadedCase, options: RunOptions, chosen: ChosenPlays | null): CasePlays {
  const { onlyKey, variants = "default", gapMs = DEFAULT_GAP_MS } = options;
  if (onlyKey !== undefined && onlyKey !== null) {
    const [first] = expandCase(loaded, { only: onlyKey, gapMs });
    return { first, rest: () => [] };
  }
  const [first] = expandCase(loaded, { variants: "none", gapMs });
  const keys = chosen?.keys.get(loaded.case.uid);
  const variantsOf = () => expandCase(loaded, { variants, gapMs }).filter(({ axis }) => axis !== "plain");
  return { first, rest: () => variantsOf().filter(({ key }) => keys === undefined || keys.has(key)) };
}

/** The first job of a process costs up to 300 ms more and is judged by nobody. */
function createWarmUp(shared: SharedRun): () => Promise<void> {
  const { driver } = shared;
  const loaded = WARM_UP[driver.ready.capabilities.includes("chat.stream") ? "chat.stream" : "sse.read"];
  const [play] = expandCase(loaded, { variants: "none" });
  let warmed: { readonly generation: number; readonly done: Promise<void> } | null = null;

  async function playWarmUp(warmUpPlay: Play): Promise<void> {
    const seen = await playOnce({ ...shared, given: loaded.case, play: warmUpPlay, attempt: 1 });
    shared.keepPollution(seen?.pollution ?? []);
  }

  return async () => {
    const generation = driver.generation();
    if (play === undefined) return;
    if (warmed === null || warmed.generation !== generation) warmed = { generation, done: playWarmUp(play) };
    // Jobs that start at once in a new process all wait for its one warm-up.
    await warmed.done;
  };
}
