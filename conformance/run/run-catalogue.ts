/** Runs a client through a catalogue of cases: calibration, plain plays, variants, verdicts. */
import { expandCase } from "../expand/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Driver } from "../shape/driver.ts";
import type { Play, Stage } from "../shape/play.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { calibrate } from "./calibrate.ts";
import { WARM_UP } from "./calibration-cases.ts";
import { createLanes } from "./create-lanes.ts";
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

const POLLUTION_KEPT_LINES = 20;

/** Rejects with a ToolkitError where no verdict can be given at all: the adapter fails its calibration. */
export async function runCatalogue(options: RunOptions): Promise<RunOutcome> {
  const { driver, stage, cases } = options;
  const clock = options.clock ?? DEFAULT_CLOCK;
  const profiles = options.profiles ?? driver.ready.profiles;
  const claim = { profiles, capabilities: driver.ready.capabilities };
  const pollution: string[] = [];
  const interrupted = (): boolean => options.signal?.aborted === true;

  options.onProgress?.({ kind: "calibrating" });
  const warmUp = createWarmUp(driver, stage, clock);
  await warmUp();
  if (options.skipCalibration !== true) await calibrate(driver, stage, clock, claim);

  let played = 0;
  let done = 0;
  const context: RunContext = {
    driver,
    stage,
    clock,
    warmUp,
    interrupted,
    lanes: createLanes(Math.max(1, Math.min(options.jobs ?? 4, driver.ready.max_in_flight))),
    onPlay: () => {
      played += 1;
      options.onProgress?.({ kind: "play", played });
    },
    keepPollution: (lines) => pollution.push(...lines.slice(0, POLLUTION_KEPT_LINES - pollution.length)),
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
  return { verdicts, complete: !interrupted(), profiles, pollution };
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
function createWarmUp(driver: Driver, stage: Stage, clock: RunClock): () => Promise<void> {
  const op = driver.ready.capabilities.includes("chat.stream") ? "chat.stream" : "sse.read";
  const loaded = WARM_UP[op];
  const [play] = expandCase(loaded, { variants: "none" });
  let warmed: { readonly generation: number; readonly done: Promise<unknown> } | null = null;
  return async () => {
    const generation = driver.generation();
    if (play === undefined) return;
    if (warmed === null || warmed.generation !== generation) {
      warmed = { generation, done: playOnce({ given: loaded.case, play, driver, stage, clock, attempt: 1 }) };
    }
    // Jobs that start at once in a new process all wait for its one warm-up.
    await warmed.done;
  };
}
