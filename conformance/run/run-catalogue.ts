/** Runs a client through a catalogue of cases: calibration, plain plays, variants, verdicts. */
import { DEFAULT_GAP_MS } from "../expand/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { CaseVerdict, Report } from "../shape/report.ts";
import { casePlays, type CasePlaysOptions } from "./case-plays.ts";
import { choosePlays, type Budget, type ChosenPlays } from "./choose-plays.ts";
import { openRun, type OpenRunOptions } from "./open-run.ts";
import { planPlays } from "./plan-plays.ts";

export type RunOptions = OpenRunOptions &
  CasePlaysOptions & {
    readonly cases: readonly LoadedCase[];
    /** Leaves out the variants that do not fit into so much planned time; not beside `onlyKey`. */
    readonly budget?: Budget | null;
  };

export type RunOutcome = {
  readonly verdicts: readonly CaseVerdict[];
  /** False where the run was interrupted. */
  readonly complete: boolean;
  readonly profiles: readonly string[];
  readonly pollution: readonly string[];
  /** Gaps made in all plays, and those of strict delivery that were mere pauses. */
  readonly delivery: { readonly gaps: number; readonly by_clock: number };
  /** What the budget chose, and how the report tells of it; null where there was none. */
  readonly budget: { readonly chosen: ChosenPlays; readonly report: NonNullable<Report["budget"]> } | null;
};

/** Rejects with a ToolkitError where no verdict can be given at all: the adapter fails its calibration. */
export async function runCatalogue(options: RunOptions): Promise<RunOutcome> {
  const { cases } = options;
  const run = await openRun(options);
  const chosen = choose(
    cases.filter((loaded) => run.whySkipped(loaded) === null),
    options,
    run.jobs,
  );
  let done = 0;
  const verdicts = await Promise.all(
    cases.map(async (loaded) => {
      const played = await run.play(loaded, () => casePlays(loaded, options, chosen?.keys.get(loaded.case.uid)));
      const verdict = withLeftOut(played, chosen);
      done += 1;
      options.onProgress?.({ kind: "case", verdict, done, of: cases.length });
      return verdict;
    }),
  );
  return {
    verdicts,
    complete: options.signal?.aborted !== true,
    profiles: run.profiles,
    pollution: run.pollution(),
    delivery: run.delivery(),
    budget: budgetOf(chosen, options),
  };
}

// --- internal ---

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
