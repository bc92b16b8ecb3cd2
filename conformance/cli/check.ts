/** The command `check`: runs an adapter through the catalogue and prints what came of it. */
import { setTimeout as sleep } from "node:timers/promises";
import { ToolkitError } from "../../src/base/index.ts";
import { catalogueDigest, loadCatalogue, selectCases } from "../catalogue/index.ts";
import { expandCase, playKeys } from "../expand/index.ts";
import { inheritVerdicts } from "../control-run/index.ts";
import { exitCode } from "../judge/index.ts";
import { buildReport, runCatalogue, type Budget, type RunProgress } from "../run/index.ts";
import { startHttpStage } from "../server/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Driver } from "../shape/driver.ts";
import type { Report } from "../shape/report.ts";
import { appendStepSummary } from "./append-step-summary.ts";
import { casesAsOf } from "./as-of.ts";
import type { ExitCode } from "./exit-codes.ts";
import { holdAgainst, openExpectations, writeExpectations, type ExpectOptions } from "./expect-file.ts";
import { packageVersion } from "./package-facts.ts";
import { createProgress } from "./progress.ts";
import { requireProfiles } from "./require-profiles.ts";
import { spawnDriver, type Mode } from "./spawn-driver.ts";
import { startControl } from "./start-control.ts";
import { withPages } from "./with-pages.ts";
import { repeatFlags, type RepeatHow } from "./repeat-command.ts";
import { parseReporters, writeReports } from "./write-reports.ts";
import type { Terminal } from "./terminal.ts";

const SEED_DEFAULT = 1;

type Planned = Extract<RunProgress, { readonly kind: "planned" }>;

export type CheckOptions = ExpectOptions & {
  readonly only: readonly string[];
  readonly variant?: string;
  readonly variants: "default" | "none" | "all";
  /** Seconds of planned delivery: variants that do not fit are left out. */
  readonly budget?: number;
  /** Which variants the budget takes first. */
  readonly seed?: number;
  readonly gate: Report["gate"]["level"];
  readonly reporter: readonly string[];
  readonly profile: readonly string[];
  readonly jobs: number;
  readonly deadlineMs: number;
  readonly gapMs: number;
  /** Gaps end when the client has taken what was written, not after a time. */
  readonly strictDelivery?: boolean;
  readonly startupMs: number;
  readonly fixtures?: string;
  /** Only cases that this version of the catalogue had. */
  readonly asOf?: string;
  readonly passEnv?: readonly string[];
  readonly mode?: Mode;
  /** False: what fails is not played to a bare client of the same runtime. */
  readonly controls?: boolean;
};

/** Where the adapter runs and how the reader is told to repeat a play. */
export type CheckTarget = {
  readonly cwd: string;
  readonly repeat: RepeatHow;
  readonly startedAs: readonly string[] | null;
};

export async function check(
  command: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
  target: CheckTarget = {
    cwd: terminal.cwd,
    repeat: { kind: "command", command },
    startedAs: command,
  },
): Promise<ExitCode> {
  const reporters = parseReporters(options.reporter);
  const profiles = requireProfiles(options.profile);
  const budget = budgetOf(options);
  const everything = loadCatalogue(options.fixtures);
  const catalogue = casesAsOf(everything, options.asOf);
  const cases = options.only.length === 0 ? catalogue : selectCases(catalogue, options.only);
  if (options.variant !== undefined) requireVariant(cases, options.variant);
  const repeat = { ...target.repeat, flags: repeatFlags(options) };
  const expectations = openExpectations(options, terminal, target.repeat.kind === "command");

  const progress = createProgress(terminal, cases.length);
  const delivery = options.strictDelivery === true ? "strict" : "pause";
  const stage = await startHttpStage({ delivery });
  const clock = { deadlineMs: options.deadlineMs, startMs: 10_000 };
  let driver: Driver | null = null;
  try {
    progress.say("starting the adapter");
    driver = await spawnDriver(options.mode ?? "stdio", {
      command,
      cwd: target.cwd,
      passEnv: [...(options.passEnv ?? [])],
      startupMs: options.startupMs,
      runner: { name: "streamproof", version: packageVersion() },
      signal: terminal.interrupted,
    });
    const outcome = await runCatalogue({
      cases,
      driver,
      stage,
      profiles: profiles.length === 0 ? null : profiles,
      variants: options.variants,
      onlyKey: options.variant ?? null,
      budget,
      clock,
      gapMs: options.gapMs,
      jobs: options.jobs,
      signal: terminal.interrupted,
      onProgress(told) {
        if (told.kind === "planned" && options.variants === "all")
          terminal.stderr.write(warningOf(told, budget !== null));
        progress.show(told);
      },
    });
    const startedClient = {
      identity: driver.ready.client,
      command,
      cwd: target.cwd,
      passEnv: options.passEnv ?? [],
      startupMs: options.startupMs,
    };
    const { verdicts, controls } =
      options.controls === false
        ? { verdicts: outcome.verdicts, controls: null }
        : await inheritVerdicts({
            client: driver.ready.client,
            cases,
            verdicts: outcome.verdicts,
            stage,
            clock,
            gapMs: options.gapMs,
            signal: terminal.interrupted,
            start: (name) => {
              progress.say(`starting ${name}, to see what fails in it as well`);
              return startControl(name, startedClient, terminal);
            },
          });
    progress.clear();
    const today = new Date().toISOString().slice(0, 10);
    const held =
      expectations === null
        ? null
        : holdAgainst(expectations, verdicts, everything, { ...options, chosen: outcome.budget?.chosen }, today);
    const final = held?.verdicts ?? verdicts;
    const built = buildReport({
      toolVersion: packageVersion(),
      suite: { cases: catalogue.length, sha256: catalogueDigest(catalogue, options.fixtures) },
      ready: driver.ready,
      profiles: outcome.profiles,
      command: target.startedAs,
      delivery: { mode: delivery, gap_ms: options.gapMs },
      budget: outcome.budget?.report ?? null,
      complete: outcome.complete,
      gateLevel: options.gate,
      pollution: outcome.pollution,
      verdicts: options.fixtures === undefined ? withPages(final) : final,
      controls,
    });
    const report: Report = held === null ? built : { ...built, expectations: held.report };
    writeReports(report, reporters, { cases, repeat, gapMs: options.gapMs }, terminal);
    if (reporters.some(({ name }) => name === "github")) appendStepSummary(report, repeat, terminal);
    if (options.writeExpect !== undefined) writeExpectations(options.writeExpect, report, terminal);
    const brokenExpectations = held?.report.broken.length ?? 0;
    return terminal.interrupted.aborted ? 130 : exitCode({ report, brokenExpectations });
  } catch (error) {
    // A start that was interrupted failed for that reason alone.
    if (terminal.interrupted.aborted) {
      terminal.stderr.write("streamproof: interrupted before anything was judged\n");
      return 130;
    }
    throw error;
  } finally {
    progress.clear();
    await Promise.race([driver?.close(), sleep(6_000, undefined, { ref: false })]);
    await stage.close();
  }
}

/** Null where everything is to be played. */
function budgetOf({ budget, seed, variant }: CheckOptions): Budget | null {
  if (budget === undefined) {
    if (seed !== undefined)
      throw new ToolkitError("USAGE", "--seed", "it chooses variants for --budget, which is not given");
    return null;
  }
  if (variant !== undefined)
    throw new ToolkitError("USAGE", "--budget", "with --variant one play of each case is chosen already");
  return { seconds: budget, seed: seed ?? SEED_DEFAULT };
}

/** How many and how long, before they begin. */
function warningOf({ plays, plannedMs, jobs }: Planned, isBounded: boolean): string {
  const minutes = Math.max(1, Math.round(plannedMs / 60_000));
  const several = jobs === 1 ? "one at a time" : `up to ${jobs} at once`;
  const bound = isBounded ? "" : "; --budget SECONDS bounds it";
  return `streamproof: --variants all: ${plays} plays, some ${minutes} min of planned delivery, ${several}${bound}\n`;
}

function requireVariant(cases: readonly LoadedCase[], key: string): void {
  if (cases.some((loaded) => expandCase(loaded, { only: key }).length > 0)) return;
  const keys = new Set(cases.flatMap((loaded) => playKeys(loaded)));
  const near = [...keys].filter((one) => one.startsWith(`${key.split("=")[0] ?? key}=`)).slice(0, 12);
  throw new ToolkitError(
    "VARIANT_UNKNOWN",
    `--variant ${key}`,
    `no chosen case has it; near: ${near.join(", ") || [...keys].slice(0, 12).join(", ")}`,
  );
}
