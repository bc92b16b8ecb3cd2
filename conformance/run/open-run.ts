/** Opens a run: an adapter that is warmed up, calibrated and ready to be judged case by case. */
import { DEFAULT_LIMITS } from "../../src/base/index.ts";
import { verdictWithoutPlay } from "../judge/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Driver } from "../shape/driver.ts";
import type { Stage } from "../shape/play.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { calibrate } from "./calibrate.ts";
import { createNotes } from "./collect-notes.ts";
import { createCrashGroups } from "./crash-groups.ts";
import { createLanes } from "./create-lanes.ts";
import { createWarmUp } from "./create-warm-up.ts";
import { DEFAULT_CLOCK, type RunClock } from "./play-once.ts";
import { runCase, type CasePlays, type RunContext } from "./run-case.ts";
import { skipReason } from "./skip-reason.ts";

/** What a watcher of a long run is told. */
export type RunProgress =
  | { readonly kind: "calibrating" }
  /** Told of runs that may be long or were made shorter: with `all` variants, or a budget. */
  | { readonly kind: "planned"; readonly plays: number; readonly plannedMs: number; readonly jobs: number }
  | { readonly kind: "play"; readonly played: number }
  | { readonly kind: "case"; readonly verdict: CaseVerdict; readonly done: number; readonly of: number };

export type OpenRunOptions = {
  readonly driver: Driver;
  readonly stage: Stage;
  /** Dialects to hold the client to, beside `core`; null takes what the adapter claims. */
  readonly profiles?: readonly string[] | null;
  readonly clock?: RunClock;
  /** Plays at once; never more than the adapter's `max_in_flight`. */
  readonly jobs?: number;
  /** Already calibrated, or meant to fail it: the flawed models. */
  readonly skipCalibration?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
};

export type OpenRun = {
  readonly profiles: readonly string[];
  /** Plays at once. */
  readonly jobs: number;
  /** Why the client need not run this case; null where it is to be run. */
  whySkipped(loaded: LoadedCase): string | null;
  /** The verdict of one case; `plays` are made only where it is run. Any number of cases may be asked for at once. */
  play(loaded: LoadedCase, plays: () => CasePlays): Promise<CaseVerdict>;
  /** Gaps made in all plays so far; `by_clock`: those of strict delivery that were mere pauses. */
  delivery(): { readonly gaps: number; readonly by_clock: number };
  /** What the adapter wrote so far that was no protocol message, bounded. */
  pollution(): readonly string[];
};

/** Cases whose variants are in memory at once, for each play at once: enough to keep all lanes busy. */
const TURNS_PER_LANE = 2;

/** Rejects with a ToolkitError where no verdict can be given at all: the adapter fails its calibration. */
export async function openRun(options: OpenRunOptions): Promise<OpenRun> {
  const { driver, stage, signal } = options;
  // What all dialects have in common is claimed with each of them.
  const profiles = [...new Set(["core", ...(options.profiles ?? driver.ready.profiles)])];
  const claim = { profiles, capabilities: driver.ready.capabilities };
  const notes = createNotes(DEFAULT_LIMITS.pollutionLinesKept);
  const shared = { driver, stage, clock: options.clock ?? DEFAULT_CLOCK, signal, keepPollution: notes.add };

  options.onProgress?.({ kind: "calibrating" });
  const warmUp = createWarmUp(shared);
  await warmUp();
  if (options.skipCalibration !== true) await calibrate(shared, claim);

  const jobs = Math.max(1, Math.min(options.jobs ?? 4, driver.ready.max_in_flight));
  let played = 0;
  const made = { gaps: 0, by_clock: 0 };
  const context: RunContext = {
    ...shared,
    warmUp,
    halt: { because: null },
    crashes: createCrashGroups(),
    lanes: createLanes(jobs),
    turns: createLanes(jobs * TURNS_PER_LANE),
    keepDeliveries: (deliveries) => {
      for (const { gapsMade, strictFallbacks = 0 } of deliveries) {
        made.gaps += gapsMade;
        made.by_clock += strictFallbacks;
      }
    },
    onPlay: () => {
      played += 1;
      options.onProgress?.({ kind: "play", played });
    },
  };
  const whySkipped = (loaded: LoadedCase): string | null => skipReason(loaded.case, claim);
  return {
    profiles,
    jobs,
    whySkipped,

    async play(loaded, plays) {
      const because = whySkipped(loaded);
      return because === null ? runCase(loaded, plays(), context) : verdictWithoutPlay(loaded.case, "skip", because);
    },

    delivery: () => ({ ...made }),

    pollution() {
      // What came after the last play belongs to the adapter all the same.
      notes.add(driver.takePollution());
      return notes.all();
    },
  };
}
