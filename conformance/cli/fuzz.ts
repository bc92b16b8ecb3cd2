/** The command `fuzz`: draws streams for a client, and prints the smallest ones that it gets wrong. */
import { redactText, redactValue, ToolkitError } from "../../src/base/index.ts";
import { findProfiles } from "../../generators/index.ts";
import {
  FUZZ_FAULTS,
  FUZZ_PROPERTIES,
  FUZZ_PROPERTY_NAMES,
  FUZZ_QUIRKS,
  fuzzScope,
  printFailure,
  propertiesFor,
  runFuzz,
  type FuzzFailure,
  type FuzzOutcome,
  type FuzzPropertyName,
  type FuzzScopeOptions,
} from "../fuzz/index.ts";
import { createPaint } from "../reporters/paint.ts";
import { calibrate } from "../run/calibrate.ts";
import type { Capability } from "../shape/capability.ts";
import type { Result } from "../shape/protocol.ts";
import { attemptAll } from "./attempt-all.ts";
import type { ExitCode } from "./exit-codes.ts";
import { FUZZ_DEADLINE_MS, FUZZ_RUNS } from "./commands/fuzz-defaults.ts";
import { planFailure, planSaved, type PlannedFiles } from "./fuzz-files.ts";
import { chooseNamed, REFUSED, type Chosen } from "./generated-names.ts";
import { createProgress } from "./progress.ts";
import { repeatFlags } from "./repeat-command.ts";
import type { Mode } from "./spawn-driver.ts";
import { wantsColour, type Terminal } from "./terminal.ts";
import { withAdapter } from "./with-adapter.ts";
import { quoteShell } from "./quote-shell.ts";
import type { Level } from "../shape/case.ts";

export type FuzzCommandOptions = {
  readonly runs?: number;
  /** Seconds. */
  readonly time?: number;
  readonly seed?: number;
  readonly path?: string;
  readonly dialect?: string;
  readonly property: readonly string[];
  readonly level: Level;
  readonly quirk: readonly string[];
  readonly noQuirk: readonly string[];
  readonly fault: readonly string[];
  readonly maxSize?: number;
  readonly jobs: number;
  readonly keepGoing?: boolean;
  readonly out?: string;
  readonly save?: boolean;
  readonly deadlineMs: number;
  readonly startupMs: number;
  readonly passEnv?: readonly string[];
  readonly mode?: Mode;
};

export async function fuzz(
  command: readonly string[],
  options: FuzzCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const wanted = parseProperties(options.property);
  if (options.path !== undefined && (wanted.length !== 1 || options.seed === undefined))
    throw new ToolkitError("USAGE", "--path", "it needs --seed and one --property beside it");
  // Before anything is started: a wrong name needs no adapter to be told.
  const odd = chooseOdd(options);
  if (options.dialect !== undefined) findProfiles(options.dialect);
  // The clock is the one source of chance, and it is printed.
  const seed = options.seed ?? Date.now() % 0x7fff_ffff;
  const progress = createProgress(terminal, 0);
  try {
    progress.say("starting the adapter");
    const start = { ...options, command, cwd: terminal.cwd };
    // A cut that a slow client never saw as one would pass for a failure that comes and goes.
    return await withAdapter(start, { delivery: "strict" }, terminal, async (driver, stage) => {
      const properties = chooseProperties(wanted, driver.ready.capabilities);
      const scope = fuzzScope(driver.ready, {
        dialect: options.dialect,
        level: options.level,
        ...odd,
        streamBytesMax: options.maxSize,
      });
      const clock = { deadlineMs: options.deadlineMs, startMs: 10_000 };
      const signal = terminal.interrupted;
      progress.say("calibrating the adapter");
      await calibrate({ driver, stage, clock, signal, keepPollution: () => undefined }, driver.ready);
      terminal.stdout.write(
        `seed ${seed}; ${counted(scope.profiles.length, "dialect")}, ${counted(properties.length, "property", "properties")}\n`,
      );
      const outcome = await runFuzz({
        client: { driver, stage, clock, signal },
        scope,
        properties,
        seed,
        path: options.path,
        runsMax: options.runs ?? (options.time === undefined ? FUZZ_RUNS : Number.MAX_SAFE_INTEGER),
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
    });
  } finally {
    progress.clear();
  }
}

/** Interrupted before no verdict, no verdict before a failure: as for `check`. */
function exitOf(outcome: FuzzOutcome, terminal: Terminal): ExitCode {
  if (terminal.interrupted.aborted) return 130;
  if (!outcome.isComplete || outcome.unjudged.count > 0 || outcome.runs === 0) return 3;
  // What is only observed speaks against nobody.
  return outcome.failures.some(({ level }) => level !== "observe") ? 1 : 0;
}

type Shown = {
  readonly command: readonly string[];
  readonly options: FuzzCommandOptions;
  readonly terminal: Terminal;
};

/** Prints all, then writes all: what cannot be written takes nothing of what was found. */
function report(outcome: FuzzOutcome, shown: Shown): void {
  const { terminal } = shown;
  const paint = createPaint(wantsColour(terminal.stdout, terminal.env));
  const lines: string[] = [];
  const steps: (() => void)[] = [];
  for (const failure of [...outcome.failures, ...outcome.flaky].map(withoutSecrets)) {
    const repeat = redactText(repeatCommand(failure, shown));
    const planned = failure.isFlaky ? [] : planFiles(failure, repeat, shown);
    steps.push(...planned.flatMap((one) => one.steps));
    lines.push("", ...printFailure(failure, { paint, repeat, more: planned.flatMap(({ rows }) => rows) }));
  }
  lines.push("", summary(outcome, terminal.interrupted.aborted));
  terminal.stdout.write(`${lines.join("\n")}\n`);
  attemptAll(steps);
}

/** What the client said, redacted as in a report. */
function withoutSecrets(failure: FuzzFailure): FuzzFailure {
  const { because, findings } = failure.verdict;
  const { ending } = failure.observation;
  const cleaned =
    ending.kind === "result"
      ? { ...ending, result: withoutSecretErrors(ending.result) }
      : ending.kind === "deadline"
        ? { ...ending, late: ending.late === null ? null : withoutSecretErrors(ending.late) }
        : ending;
  return {
    ...failure,
    verdict: {
      ...failure.verdict,
      because: because === null ? null : redactText(because),
      findings: findings.map((one) => ({
        ...one,
        expected: redactValue(one.expected),
        actual: redactValue(one.actual),
      })),
    },
    observation: { ...failure.observation, ending: cleaned },
  };
}

function withoutSecretErrors(result: Result): Result {
  return { ...result, errors: result.errors.map((error) => redactValue(error) as typeof error) };
}

function planFiles(
  failure: FuzzFailure,
  repeat: string,
  { options: { out, save }, terminal: { cwd }, command }: Shown,
): readonly PlannedFiles[] {
  return [
    ...(out === undefined ? [] : [planFailure(failure, repeat, out, { cwd, command })]),
    ...(save === true ? [planSaved(failure, repeat, { cwd })] : []),
  ];
}

function summary(outcome: FuzzOutcome, isInterrupted: boolean): string {
  const { runs, clientRuns, failures, flaky, unjudged, unsound, isComplete } = outcome;
  const parts = [
    `${counted(runs, "draw")}, ${counted(clientRuns, "run")} of the client: ${failures.length === 0 ? "no failure" : counted(failures.length, "failure")}`,
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

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function repeatCommand({ seed, path: way, property }: FuzzFailure, { command, options }: Shown): string {
  const flags = [
    `--seed ${seed} --property ${property} --path ${way}`,
    ...(options.dialect === undefined ? [] : [`--dialect ${quoteShell(options.dialect)}`]),
    ...(options.level === "must" ? [] : [`--level ${options.level}`]),
    // What may be drawn decides what is: the same path leads elsewhere in another choice of quirks.
    ...options.quirk.map((id) => `--quirk ${quoteShell(id)}`),
    ...options.noQuirk.map((id) => `--no-quirk ${quoteShell(id)}`),
    ...options.fault.map((id) => `--fault ${quoteShell(id)}`),
    ...(options.maxSize === undefined ? [] : [`--max-size ${options.maxSize}`]),
    ...(options.deadlineMs === FUZZ_DEADLINE_MS ? [] : [`--deadline-ms ${options.deadlineMs}`]),
    ...repeatFlags({ ...options, profile: [] }).map(quoteShell),
  ];
  return `npx streamproof fuzz ${flags.join(" ")} -- ${command.map(quoteShell).join(" ")}`;
}

function parseProperties(wanted: readonly string[]): readonly FuzzPropertyName[] {
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

/** Those that were asked for, else all that the client can be asked for. */
function chooseProperties(
  wanted: readonly FuzzPropertyName[],
  capabilities: readonly Capability[],
): readonly FuzzPropertyName[] {
  const able = propertiesFor({ capabilities });
  const refused = wanted.find((name) => !able.includes(name));
  if (refused !== undefined) {
    const detail = `it needs ${FUZZ_PROPERTIES[refused].op}, which the adapter does not declare`;
    throw new ToolkitError("USAGE", `--property ${refused}`, detail);
  }
  if (able.length === 0) {
    const detail =
      "answers of chats and event streams are drawn; the adapter declares neither chat.stream nor sse.read";
    throw new ToolkitError("ADAPTER_PROTOCOL", "fuzz", detail);
  }
  return wanted.length === 0 ? able : wanted;
}

/** As `generate` names them, by patterns too; what is refused is refused at every level. */
function chooseOdd({
  quirk,
  noQuirk,
  fault,
}: FuzzCommandOptions): Pick<FuzzScopeOptions, "quirks" | "withoutQuirks" | "faults"> {
  const byId = new Map(FUZZ_QUIRKS.map((one) => [one.id, one]));
  const refusable = new Map(FUZZ_QUIRKS.map((one) => [one.id, { ...one, level: "must" as const }]));
  const refused = noQuirk.map((one) => `${REFUSED}${one}`);
  return {
    quirks: quirk.length === 0 ? [] : idsOf(chooseNamed("quirk", [...quirk, ...refused], byId)),
    withoutQuirks: idsOf(chooseNamed("quirk", noQuirk, refusable)),
    faults: idsOf(chooseNamed("fault", fault, new Map(FUZZ_FAULTS.map((one) => [one.id, one])))),
  };
}

function idsOf({ named, matched }: Chosen<{ readonly id: string }>): readonly string[] {
  return [...named, ...matched].map(({ id }) => id);
}
