/** Judges a started adapter by a plan: the run, what its runtime fails likewise, what was expected to fail, the report. */
import { catalogueDigest } from "../catalogue/index.ts";
import { inheritVerdicts } from "../control-run/index.ts";
import { withholdPresumed } from "../judge/index.ts";
import { buildReport, runCatalogue, type RunProgress } from "../run/index.ts";
import type { Driver } from "../shape/driver.ts";
import type { Stage } from "../shape/play.ts";
import type { Report } from "../shape/report.ts";
import type { CheckOptions, CheckTarget } from "./check-request.ts";
import { dayOfToday, holdAgainst } from "./expect-file.ts";
import { packageVersion } from "./package-facts.ts";
import type { CheckPlan } from "./plan-check.ts";
import type { ProgressLine } from "./progress.ts";
import { startControl } from "./start-control.ts";
import type { Terminal } from "./terminal.ts";
import { withPages } from "./with-pages.ts";

export type JudgeAdapterInput = {
  readonly plan: CheckPlan;
  readonly options: CheckOptions;
  readonly command: readonly string[];
  readonly target: CheckTarget;
  readonly progress: ProgressLine;
  readonly terminal: Terminal;
};

/** Rejects with a ToolkitError where nothing can be judged; an interruption gives a report that says so. */
export async function judgeAdapter(driver: Driver, stage: Stage, input: JudgeAdapterInput): Promise<Report> {
  const { plan, options, command, target, progress, terminal } = input;
  const { cases, catalogue, everything, expectations } = plan;
  // Read before the run: after it a client that holds on to its connections may have left us no file to open.
  const toolVersion = packageVersion();
  const suite = { cases: catalogue.length, sha256: catalogueDigest(catalogue, options.fixtures) };
  const clock = { deadlineMs: options.deadlineMs, startMs: 10_000 };
  const { gapMs } = options;
  const outcome = await runCatalogue({
    cases,
    driver,
    stage,
    profiles: plan.profiles.length === 0 ? null : plan.profiles,
    variants: options.variants,
    onlyKey: options.variant ?? null,
    budget: plan.budget,
    clock,
    gapMs,
    jobs: options.jobs,
    signal: terminal.interrupted,
    onProgress(told) {
      if (told.kind === "planned" && options.variants === "all")
        terminal.stderr.write(warningOf(told, plan.budget !== null));
      progress.show(told);
    },
  });
  const client = driver.ready.client;
  const { passEnv = [], startupMs } = options;
  const started = { identity: client, command, cwd: target.cwd, passEnv, startupMs };
  const { verdicts, controls } =
    options.controls === false
      ? { verdicts: outcome.verdicts, controls: null }
      : await inheritVerdicts({
          client,
          cases,
          verdicts: outcome.verdicts,
          stage,
          clock,
          gapMs,
          signal: terminal.interrupted,
          start: (name) => {
            progress.say(`starting ${name}, to see what fails in it as well`);
            return startControl(name, started, terminal);
          },
        });
  const judged = withholdPresumed(
    verdicts,
    everything.map((loaded) => loaded.case),
  );
  const asked = { ...options, chosen: outcome.budget?.chosen };
  const held = expectations === null ? null : holdAgainst(expectations, judged, everything, asked, dayOfToday());
  const final = held?.verdicts ?? judged;
  const report = buildReport({
    toolVersion,
    suite,
    ready: driver.ready,
    profiles: outcome.profiles,
    command: target.startedAs,
    delivery: { mode: plan.delivery, gap_ms: gapMs, ...outcome.delivery },
    budget: outcome.budget?.report ?? null,
    complete: outcome.complete && !terminal.interrupted.aborted,
    gateLevel: options.gate,
    pollution: outcome.pollution,
    verdicts: options.fixtures === undefined ? withPages(final) : final,
    controls,
  });
  return held === null ? report : { ...report, expectations: held.report };
}

// --- internal ---

type Planned = Extract<RunProgress, { readonly kind: "planned" }>;

/** How many and how long, before they begin. */
function warningOf({ plays, plannedMs, jobs }: Planned, isBounded: boolean): string {
  const minutes = Math.max(1, Math.round(plannedMs / 60_000));
  const several = jobs === 1 ? "one at a time" : `up to ${jobs} at once`;
  const bound = isBounded ? "" : "; --budget SECONDS bounds it";
  return `streamproof: --variants all: ${plays} plays, some ${minutes} min of planned delivery, ${several}${bound}\n`;
}
