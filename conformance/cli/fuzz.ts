/** The command `fuzz`: draws streams for a client, and prints the smallest ones that it gets wrong. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ToolkitError } from "../../src/base/index.ts";
import {
  fixturesOfFailure,
  FUZZ_PROPERTY_NAMES,
  fuzzScope,
  printFailure,
  runFuzz,
  type FuzzFailure,
  type FuzzLevel,
  type FuzzOutcome,
  type FuzzPropertyName,
} from "../fuzz/index.ts";
import { createPaint } from "../reporters/paint.ts";
import { calibrate } from "../run/calibrate.ts";
import { startHttpStage } from "../server/index.ts";
import type { Driver } from "../shape/driver.ts";
import type { ExitCode } from "./exit-codes.ts";
import { packageVersion } from "./package-facts.ts";
import { createProgress } from "./progress.ts";
import { spawnDriver, type Mode } from "./spawn-driver.ts";
import { wantsColour, type Terminal } from "./terminal.ts";
import { quoteShell } from "./write-reports.ts";

export type FuzzCommandOptions = {
  readonly runs?: number;
  /** Seconds. */
  readonly time?: number;
  readonly seed?: number;
  readonly path?: string;
  readonly dialect?: string;
  readonly property: readonly string[];
  readonly level: FuzzLevel;
  readonly jobs: number;
  readonly keepGoing?: boolean;
  readonly out?: string;
  readonly deadlineMs: number;
  readonly startupMs: number;
  readonly passEnv?: readonly string[];
  readonly mode?: Mode;
};

/** Without `--runs` and `--time`. */
const RUNS_DEFAULT = 500;

export async function fuzz(
  command: readonly string[],
  options: FuzzCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const properties = parseProperties(options.property);
  if (options.path !== undefined && (properties.length !== 1 || options.seed === undefined))
    throw new ToolkitError("USAGE", "--path", "it needs --seed and one --property beside it");
  // The clock is the one source of chance, and it is printed.
  const seed = options.seed ?? Date.now() % 0x7fff_ffff;
  const progress = createProgress(terminal, 0);
  // A cut that a slow client never saw as one would pass for a failure that comes and goes.
  const stage = await startHttpStage({ delivery: "strict" });
  let driver: Driver | null = null;
  try {
    progress.say("starting the adapter");
    driver = await spawnDriver(options.mode ?? "stdio", {
      command,
      cwd: terminal.cwd,
      passEnv: [...(options.passEnv ?? [])],
      startupMs: options.startupMs,
      runner: { name: "streamproof", version: packageVersion() },
    });
    if (!driver.ready.capabilities.includes("chat.stream"))
      throw new ToolkitError(
        "ADAPTER_PROTOCOL",
        "fuzz",
        "streams of chat answers are drawn, and the adapter does not declare chat.stream",
      );
    const scope = fuzzScope(driver.ready, { dialect: options.dialect, level: options.level });
    const clock = { deadlineMs: options.deadlineMs, startMs: 10_000 };
    const signal = terminal.interrupted;
    progress.say("calibrating the adapter");
    await calibrate({ driver, stage, clock, signal, keepPollution: () => undefined }, driver.ready);
    terminal.stdout.write(`seed ${seed}; ${scope.profiles.length} dialects, ${properties.length} properties\n`);
    const outcome = await runFuzz({
      client: { driver, stage, clock, signal },
      scope,
      properties,
      seed,
      path: options.path,
      runsMax: options.runs ?? (options.time === undefined ? RUNS_DEFAULT : Number.MAX_SAFE_INTEGER),
      timeMs: options.time === undefined ? undefined : options.time * 1_000,
      jobs: options.jobs,
      keepGoing: options.keepGoing === true,
      nowMs: () => performance.now(),
      onProgress: ({ runs, clientRuns, shrinking }) =>
        progress.say(
          `${runs} draws, ${clientRuns} runs of the client${shrinking === null ? "" : `; making ${shrinking} smaller`}`,
        ),
    });
    progress.clear();
    report(outcome, { command, options, terminal });
    return exitOf(outcome, terminal);
  } finally {
    progress.clear();
    await Promise.race([driver?.close(), sleep(6_000, undefined, { ref: false })]);
    await stage.close();
  }
}

/** Interrupted before no verdict, no verdict before a failure: as for `check`. */
function exitOf(outcome: FuzzOutcome, terminal: Terminal): ExitCode {
  if (terminal.interrupted.aborted) return 130;
  if (!outcome.isComplete || outcome.unjudged.count > 0 || outcome.runs === 0) return 3;
  return outcome.failures.length > 0 ? 1 : 0;
}

type Shown = {
  readonly command: readonly string[];
  readonly options: FuzzCommandOptions;
  readonly terminal: Terminal;
};

function report(outcome: FuzzOutcome, shown: Shown): void {
  const { terminal, options } = shown;
  const paint = createPaint(wantsColour(terminal.stdout, terminal.env));
  const lines: string[] = [];
  for (const failure of [...outcome.failures, ...outcome.flaky]) {
    const repeat = repeatCommand(failure, shown);
    const written =
      options.out === undefined || failure.isFlaky ? [] : writeFixtures(failure, repeat, options.out, shown);
    lines.push("", ...printFailure(failure, { paint, repeat, more: written }));
  }
  lines.push("", summary(outcome, terminal.interrupted.aborted));
  terminal.stdout.write(`${lines.join("\n")}\n`);
}

function summary(outcome: FuzzOutcome, isInterrupted: boolean): string {
  const { runs, clientRuns, failures, flaky, unjudged, unsound, isComplete } = outcome;
  const parts = [
    `${runs} draws, ${clientRuns} runs of the client: ${counted(failures.length, "failure", "failures")}`,
    ...(flaky.length === 0 ? [] : [`${flaky.length} flaky`]),
    ...(unjudged.count === 0 ? [] : [`${unjudged.count} without a verdict (${unjudged.because ?? "no reason given"})`]),
    ...(unsound === 0 ? [] : [`${unsound} doubtful draws held against nobody`]),
    ...(isInterrupted
      ? ["interrupted: this is what was found so far"]
      : isComplete
        ? []
        : ["no adapter is left to run"]),
  ];
  return parts.join("; ");
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? `no ${one}` : `${count} ${count === 1 ? one : many}`;
}

function repeatCommand({ seed, path: way, property }: FuzzFailure, { command, options }: Shown): string {
  const flags = [
    `--seed ${seed} --property ${property} --path ${way}`,
    ...(options.dialect === undefined ? [] : [`--dialect ${quoteShell(options.dialect)}`]),
    ...(options.level === "must" ? [] : [`--level ${options.level}`]),
    ...(options.mode === undefined || options.mode === "stdio" ? [] : [`--mode ${options.mode}`]),
  ];
  return `npx streamproof fuzz ${flags.join(" ")} -- ${command.map(quoteShell).join(" ")}`;
}

function writeFixtures(
  failure: FuzzFailure,
  repeat: string,
  out: string,
  { terminal, command }: Shown,
): readonly (readonly [string, string])[] {
  const { uid, variant, files } = fixturesOfFailure(failure, repeat);
  const folder = path.resolve(terminal.cwd, out);
  for (const { name, content } of files) {
    const file = path.join(folder, name);
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, content);
    } catch (error) {
      throw new ToolkitError("FILE_UNWRITABLE", file, error instanceof Error ? error.message : String(error), {
        cause: error,
      });
    }
  }
  const only = variant === null || variant === "plain" ? "" : ` --variant ${variant}`;
  const fixtures = `--fixtures ${quoteShell(out)}`;
  return [
    ["written", files.map(({ name }) => path.join(out, name)).join(", ")],
    ["check", `npx streamproof check ${fixtures} --only ${uid}${only} -- ${command.map(quoteShell).join(" ")}`],
    ["serve", `npx streamproof serve ${uid}${only} ${fixtures}`],
  ];
}

function parseProperties(wanted: readonly string[]): readonly FuzzPropertyName[] {
  if (wanted.length === 0) return FUZZ_PROPERTY_NAMES;
  return wanted.map((name) => {
    const known = FUZZ_PROPERTY_NAMES.find((one) => one === name);
    if (known === undefined)
      throw new ToolkitError(
        "USAGE",
        `--property ${name}`,
        `no property is called so; there are ${FUZZ_PROPERTY_NAMES.join(", ")}`,
      );
    return known;
  });
}
