/** Runs a client through a catalogue of cases: calibration, plain plays, variants, verdicts. */
import { DEFAULT_LIMITS } from "../../src/base/index.ts";
import { expandCase } from "../expand/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Driver } from "../shape/driver.ts";
import type { Play, Stage } from "../shape/play.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { calibrate, type SharedRun } from "./calibrate.ts";
import { WARM_UP } from "./calibration-cases.ts";
import { createLanes } from "./create-lanes.ts";
import { createNotes } from "./collect-notes.ts";
import { createCrashGroups } from "./crash-groups.ts";
import { DEFAULT_CLOCK, playOnce, type RunClock } from "./play-once.ts";
import { runCase, withoutPlay, type RunContext } from "./run-case.ts";
import { skipReason } from "./skip-reason.ts";

/** What a watcher of a long run is told. */
export type RunProgress =
  | { readonly kind: "calibrating" }
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
};

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

  let played = 0;
  let done = 0;
  const context: RunContext = {
    ...shared,
    warmUp,
    halt: { because: null },
    crashes: createCrashGroups(),
    lanes: createLanes(Math.max(1, Math.min(options.jobs ?? 4, driver.ready.max_in_flight))),
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
          ? await runCase(loaded, playsOf(loaded, options), context)
          : withoutPlay(loaded.case, "skip", because);
      done += 1;
      options.onProgress?.({ kind: "case", verdict, done, of: cases.length });
      return verdict;
    }),
  );
  // What came after the last play belongs to the adapter all the same.
  notes.add(driver.takePollution());
  return { verdicts, complete: signal?.aborted !== true, profiles, pollution: notes.all() };
}

function playsOf(loaded: LoadedCase, options: RunOptions): readonly Play[] {
  const onlyKey = options.onlyKey ?? null;
  const plays = expandCase(loaded, {
    variants: onlyKey === null ? (options.variants ?? "default") : "all",
    ...(options.gapMs === undefined ? {} : { gapMs: options.gapMs }),
  });
  return onlyKey === null ? plays : plays.filter((play) => play.key === onlyKey);
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
