/** Drives an adapter over its standard input and output, as a child process that is started again when it dies. */
import { DEFAULT_LIMITS, ToolkitError, type Limits } from "../../src/base/index.ts";
import type { Driver } from "../shape/driver.ts";
import type { Ready, Result } from "../shape/protocol.ts";
import { changedClaims } from "./changed-claims.ts";
import { createPollution } from "./collect-pollution.ts";
import { keepFlights, type Flight, type Life } from "./keep-flights.ts";
import { pickEnvironment } from "./pick-environment.ts";
import { settleWithin } from "./settle-within.ts";
import { startAdapterProcess, type AdapterEnd } from "./start-adapter-process.ts";

export type StdioDriverOptions = {
  /** The adapter's argv; no shell reads it. */
  readonly command: readonly string[];
  readonly cwd?: string;
  /** Variables handed to the adapter beside the allow-list. */
  readonly passEnv?: readonly string[];
  /** What the adapter is told of us. */
  readonly runner?: { readonly name: string; readonly version: string };
  /** From the start of the process to its `ready` line. */
  readonly startupMs?: number;
  /** What an adapter is given to answer a `cancel`. */
  readonly abandonGraceMs?: number;
  /** From `bye` to the end of the process group. */
  readonly closeMs?: number;
  /** Processes started after the first; a client that dies at every job must not go on for ever. */
  readonly restartsMax?: number;
  readonly limits?: Partial<Limits>;
  /** Aborted: a start under way is given up, and no other is begun. Jobs in flight are the caller's business. */
  readonly signal?: AbortSignal;
};

function handOver(flight: Flight, life: Life): void {
  flight.life = life;
  life.process?.send(flight.job);
}

/** A failed start in the two parts of its message: what happened, what standard error said. */
function failureOf(error: unknown): { readonly how: string; readonly stderrTail: string } {
  const [how = "", ...lines] = (error instanceof ToolkitError ? error.detail : String(error)).split("\n");
  return {
    how: how.replace(/; (?:the end of its standard error:|it wrote nothing to its standard error)$/, ""),
    stderrTail: lines.map((line) => line.replace(/^ {2}/, "")).join("\n"),
  };
}

/** Processes in a row that answered no job at all: the next would answer none either. */
const FRUITLESS_MAX = 3;

/**
 * Starts the adapter and resolves when it is ready.
 * @throws ToolkitError as `startAdapterProcess` does.
 */
export async function spawnStdioDriver(options: StdioDriverOptions): Promise<Driver> {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { abandonGraceMs = 500, closeMs = 3_000, restartsMax = 500 } = options;
  const env = pickEnvironment(process.env, options.passEnv ?? []);
  const pollution = createPollution(limits.pollutionLinesKept, limits.pollutionLineCharsKept);
  const flights = keepFlights(pollution, limits);
  const leaving = new Set<Promise<void>>();
  const closing = new AbortController();
  const stopped = options.signal === undefined ? closing.signal : AbortSignal.any([closing.signal, options.signal]);
  let current: Life | null = null;
  let starting: Promise<Life> | null = null;
  let starts = 0;
  let fruitless = 0;
  /** How the last process that answered nothing came to its end. */
  let last = { how: "", stderrTail: "" };
  let first: Ready | null = null;
  let changeTold = false;

  /** The next job starts a fresh process, even while this one's last words are being read. */
  function lose(life: Life): void {
    life.lost = true;
    if (current === life) current = null;
  }

  function hearEnd(life: Life, end: AdapterEnd): void {
    lose(life);
    if (!life.answered) last = { how: life.endedBecause ?? end.how, stderrTail: life.process?.stderrTail() ?? "" };
    flights.hearEnd(life, end);
  }

  /** Why no process is started any more; null where one may be. */
  function refusal(): string | null {
    if (stopped.aborted) return "the run is being ended";
    if (starts > restartsMax) return `it was started again ${restartsMax} times; it is not tried again`;
    if (fruitless < FRUITLESS_MAX) return null;
    return `${fruitless} processes in a row answered no job, it is not tried again; the last: ${last.how}`;
  }

  async function start(): Promise<Life> {
    await Promise.all(leaving);
    const because = refusal();
    if (because !== null) throw new ToolkitError("ADAPTER_START", "adapter", because);
    starts += 1;
    fruitless += 1;
    const life: Life = {
      number: starts,
      process: null,
      lost: false,
      over: false,
      answered: false,
      endedBecause: null,
      late: new Map(),
    };
    const adapter = await startAdapterProcess(
      {
        command: options.command,
        cwd: options.cwd,
        env,
        runner: options.runner ?? { name: "streamproof", version: "unknown" },
        startupMs: options.startupMs ?? 30_000,
        limits,
        signal: stopped,
      },
      {
        line(line) {
          flights.hearLine(life, line);
          if (life.answered) fruitless = 0;
        },
        tooLong: (head) => flights.hearTooLong(life, head),
        lost: () => lose(life),
      },
    ).catch((error: unknown) => {
      last = failureOf(error);
      throw error;
    });
    life.process = adapter;
    noteChanges((first ??= adapter.ready), adapter.ready);
    if (!life.lost) current = life;
    void adapter.ended.then((end) => hearEnd(life, end));
    return life;
  }

  /** Whatever it says later, it is judged by what it declared first. */
  function noteChanges(before: Ready, now: Ready): void {
    const changed = changedClaims(before, now);
    if (changed.length === 0 || changeTold) return;
    changeTold = true;
    pollution.note(`started again it declares another ${changed.join(", ")}; its first ready line is held to`);
  }

  /** One attempt to have a process. */
  function liveProcess(): Promise<Life> {
    if (current !== null) return Promise.resolve(current);
    starting ??= start().finally(() => (starting = null));
    return starting;
  }

  /** As many attempts as are allowed; rejects once there are no more. */
  async function findLife(): Promise<Life> {
    for (;;) {
      try {
        const life = await liveProcess();
        // It may have died between its ready line and this turn.
        if (life === current) return life;
      } catch (error) {
        const because = refusal();
        if (because !== null) throw new ToolkitError("ADAPTER_START", "adapter", because, { cause: error });
      }
    }
  }

  /** Starts a process for the flight; one that was given up meanwhile goes nowhere. */
  async function launch(flight: Flight): Promise<void> {
    try {
      const life = await findLife();
      if (flights.get(flight.job.id) === flight) handOver(flight, life);
    } catch (error) {
      if (flights.get(flight.job.id) !== flight) return;
      const detail = error instanceof ToolkitError ? error.detail : String(error);
      flights.settle(flight, {
        kind: "adapter_error",
        detail: `it could not be started again: ${detail}`,
        stderrTail: last.stderrTail,
        final: true,
      });
    }
  }

  /** Ends a process on our own account; new jobs wait until it is gone. */
  function leave(life: Life, because: string, before: Promise<unknown>): Promise<void> {
    lose(life);
    life.endedBecause ??= because;
    const left = before.then(async () => {
      await life.process?.end();
      if (!life.over) hearEnd(life, { how: because, halfLine: "" });
    });
    leaving.add(left);
    return left.finally(() => leaving.delete(left));
  }

  /** Asks a process to go, and sees to it that it does. */
  function dismiss(life: Life, because: string, ceilingMs: number): Promise<void> {
    if (life.process === null) return Promise.resolve();
    life.process.send({ type: "bye" });
    life.process.closeInput();
    return leave(life, because, settleWithin(life.process.ended, ceilingMs));
  }

  await liveProcess();
  if (first === null) throw new ToolkitError("INTERNAL", "adapter", "a started process was not ready");

  return {
    ready: first,

    async prepare() {
      await findLife().catch(() => null);
    },

    submit(job, onProgress) {
      return new Promise((resolve) => {
        if (closing.signal.aborted) return resolve({ kind: "adapter_error", detail: "the driver is closed" });
        if (flights.get(job.id) !== null)
          return resolve({ kind: "adapter_error", detail: `job ${job.id} is in flight already` });
        const flight: Flight = { job, settle: resolve, onProgress, life: null };
        flights.add(flight);
        if (current === null) void launch(flight);
        else handOver(flight, current);
      });
    },

    async abandon(jobId) {
      const flight = flights.get(jobId);
      if (flight === null) return null;
      flights.settle(flight, { kind: "abandoned" });
      const { life } = flight;
      if (life === null || life.over) return null;
      const answer = new Promise<Result>((resolve) => life.late.set(jobId, resolve));
      life.process?.send({ type: "cancel", id: jobId, attempt: flight.job.attempt });
      const grace = settleWithin(answer, abandonGraceMs);
      await leave(life, `its adapter was ended because job ${jobId} ran past its deadline`, grace);
      return grace;
    },

    // While a start is under way its number is taken already.
    generation: () => (current === null && starting === null ? starts + 1 : starts),

    takePollution: () => pollution.take(),

    async renew() {
      if (current !== null) await dismiss(current, "a fresh process was due", abandonGraceMs);
    },

    stderrTail: (jobId) => flights.get(jobId)?.life?.process?.stderrTail() ?? "",

    async close() {
      closing.abort();
      flights.settleAll({ kind: "abandoned" });
      await starting?.catch(() => null);
      if (current !== null) await dismiss(current, "the driver was closed", closeMs);
      await Promise.all(leaving);
    },
  };
}
