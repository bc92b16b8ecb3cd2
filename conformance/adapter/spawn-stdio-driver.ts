/** Drives an adapter over its standard input and output, as a child process that is started again when it dies. */
import { DEFAULT_LIMITS, ToolkitError, type Limits } from "../../src/base/index.ts";
import type { Answer, Driver } from "../shape/driver.ts";
import type { Job, Result } from "../shape/protocol.ts";
import { createPollution } from "./collect-pollution.ts";
import { quoteText } from "./neutralise-text.ts";
import { pickEnvironment } from "./pick-environment.ts";
import { findJobId, type AdapterLine } from "./read-adapter-line.ts";
import { settleWithin } from "./settle-within.ts";
import { startAdapterProcess, type AdapterEnd, type AdapterProcess } from "./start-adapter-process.ts";

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
};

/** A job handed over and not yet answered. */
type Flight = {
  readonly job: Job;
  readonly settle: (answer: Answer) => void;
  /** Null until a process has been given the job. */
  life: Life | null;
};

/** One process, from its start to its end. */
type Life = {
  process: AdapterProcess | null;
  /** It can be given no more jobs. */
  lost: boolean;
  /** It is gone, and all its jobs are settled. */
  over: boolean;
  /** Why we ended it; null where it ended by itself. */
  endedBecause: string | null;
  /** Who still waits for the result of a job that was given up. */
  readonly late: Map<string, (result: Result) => void>;
};

const ANSWERED_KEPT = 10_000;
/** Starts in a row that come to nothing, not even to a job handed over: the next would too. */
const FAILED_STARTS_MAX = 3;

/**
 * Starts the adapter and resolves when it is ready.
 * @throws ToolkitError as `startAdapterProcess` does.
 */
export async function spawnStdioDriver(options: StdioDriverOptions): Promise<Driver> {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { abandonGraceMs = 500, closeMs = 3_000, restartsMax = 500 } = options;
  const env = pickEnvironment(process.env, options.passEnv ?? []);
  const pollution = createPollution(limits.pollutionLinesKept, limits.pollutionLineBytesKept);
  const flights = new Map<string, Flight>();
  const answered = new Set<string>();
  const leaving = new Set<Promise<void>>();
  const closing = new AbortController();
  let current: Life | null = null;
  let starting: Promise<Life> | null = null;
  let starts = 0;
  let failedStarts = 0;

  function settle(flight: Flight, answer: Answer): void {
    flights.delete(flight.job.id);
    answered.add(flight.job.id);
    if (answered.size > ANSWERED_KEPT) for (const oldest of answered) if (answered.delete(oldest)) break;
    flight.settle(answer);
  }

  function flightsOf(life: Life): readonly Flight[] {
    return [...flights.values()].filter((flight) => flight.life === life);
  }

  /** The flight that `id` names; where nothing is named and only one is in the air, that one. */
  function flightNamed(life: Life, id: string | null): Flight | null {
    const mine = flightsOf(life);
    const [only] = mine;
    if (id === null) return mine.length === 1 && only !== undefined ? only : null;
    return mine.find((flight) => flight.job.id === id) ?? null;
  }

  function hearResult(life: Life, line: AdapterLine & { kind: "result" }): void {
    const { result } = line;
    const late = life.late.get(result.id);
    if (late !== undefined) {
      life.late.delete(result.id);
      late(result);
      return;
    }
    const flight = flightNamed(life, result.id);
    const name = quoteText(result.id, 80);
    if (flight === null) {
      const known = answered.has(result.id);
      pollution.note(known ? `a duplicate or late result for job ${name}` : `a result for an unknown job, ${name}`);
      return;
    }
    const { attempt } = flight.job;
    // Every process is given an attempt once, so a result that leaves the number out can mean no other.
    if (line.attempt !== null && line.attempt !== attempt) {
      pollution.note(`a result for attempt ${line.attempt} of job ${name}, which is at attempt ${attempt}`);
      return;
    }
    settle(flight, { kind: "result", result: { ...result, attempt } });
  }

  function hearLine(life: Life, line: AdapterLine): void {
    switch (line.kind) {
      case "empty":
      case "progress":
        return;
      case "pollution":
        pollution.line(line.text);
        return;
      case "ready":
        pollution.note("a second ready line");
        return;
      case "result":
        hearResult(life, line);
        return;
      case "invalid": {
        const flight = line.type === "result" ? flightNamed(life, line.id) : null;
        if (flight === null) pollution.note(`an invalid ${line.type} line: ${line.detail}`);
        else settle(flight, { kind: "adapter_error", detail: `its result is invalid: ${line.detail}` });
      }
    }
  }

  function hearTooLong(life: Life, head: string): void {
    const detail = `a line of its standard output is longer than ${limits.adapterLineBytesMax} bytes`;
    const id = findJobId(head);
    const named = id === null ? null : flightNamed(life, id);
    const struck = named === null ? flightsOf(life) : [named];
    if (struck.length === 0) pollution.note(detail);
    for (const flight of struck) settle(flight, { kind: "adapter_error", detail });
  }

  /** The next job starts a fresh process, even while this one's last words are being read. */
  function lose(life: Life): void {
    life.lost = true;
    if (current === life) current = null;
  }

  function hearEnd(life: Life, end: AdapterEnd): void {
    life.over = true;
    lose(life);
    if (end.halfLine !== "" && life.endedBecause === null) {
      const flight = flightNamed(life, findJobId(end.halfLine));
      const quoted = quoteText(end.halfLine, limits.pollutionLineBytesKept);
      if (flight === null) pollution.line(end.halfLine);
      else settle(flight, { kind: "adapter_error", detail: `${end.how} in the middle of a line: ${quoted}` });
    }
    const left = flightsOf(life);
    if (left.length === 0 && life.endedBecause === null) pollution.note(`${end.how} between jobs`);
    const detail = life.endedBecause ?? end.how;
    const stderrTail = life.process?.stderrTail() ?? "";
    for (const flight of left) settle(flight, { kind: "crash", detail, stderrTail });
  }

  async function start(): Promise<Life> {
    if (failedStarts >= FAILED_STARTS_MAX)
      throw new ToolkitError(
        "ADAPTER_START",
        "adapter",
        `${failedStarts} starts in a row failed; it is not tried again`,
      );
    if (starts > restartsMax)
      throw new ToolkitError(
        "ADAPTER_START",
        "adapter",
        `it was started again ${restartsMax} times; it is not tried again`,
      );
    starts += 1;
    failedStarts += 1;
    await Promise.all(leaving);
    const life: Life = { process: null, lost: false, over: false, endedBecause: null, late: new Map() };
    const adapter = await startAdapterProcess(
      {
        command: options.command,
        cwd: options.cwd,
        env,
        runner: options.runner ?? { name: "streamproof", version: "unknown" },
        startupMs: options.startupMs ?? 30_000,
        limits,
        signal: closing.signal,
      },
      { line: (line) => hearLine(life, line), tooLong: (head) => hearTooLong(life, head), lost: () => lose(life) },
    );
    life.process = adapter;
    if (!life.lost) current = life;
    void adapter.ended.then((end) => hearEnd(life, end));
    return life;
  }

  function liveProcess(): Promise<Life> {
    if (current !== null) return Promise.resolve(current);
    starting ??= start().finally(() => (starting = null));
    return starting;
  }

  function handOver(flight: Flight, life: Life): void {
    failedStarts = 0;
    flight.life = life;
    life.process?.send(flight.job);
  }

  /** Starts a process for the flight; one that was given up meanwhile goes nowhere. */
  async function launch(flight: Flight): Promise<void> {
    try {
      let life = await liveProcess();
      // It may have died between its ready line and this turn; the failed starts bound the loop.
      while (life !== current && !closing.signal.aborted) life = await liveProcess();
      if (flights.get(flight.job.id) !== flight) return;
      handOver(flight, life);
    } catch (error) {
      if (flights.get(flight.job.id) !== flight) return;
      const detail = error instanceof Error ? error.message : String(error);
      settle(flight, { kind: "adapter_error", detail: `it could not be started again: ${detail}` });
    }
  }

  /** Ends a process on our own account; new jobs wait until it is gone. */
  function leave(life: Life, because: string, first: Promise<unknown>): Promise<void> {
    lose(life);
    life.endedBecause ??= because;
    const left = first.then(async () => {
      await life.process?.end();
      if (!life.over) hearEnd(life, { how: because, halfLine: "" });
    });
    leaving.add(left);
    return left.finally(() => leaving.delete(left));
  }

  const { process: firstProcess } = await liveProcess();
  if (firstProcess === null) throw new ToolkitError("INTERNAL", "adapter", "a started life has no process");

  return {
    ready: firstProcess.ready,

    submit(job) {
      return new Promise((resolve) => {
        if (closing.signal.aborted) return resolve({ kind: "adapter_error", detail: "the driver is closed" });
        if (flights.has(job.id))
          return resolve({ kind: "adapter_error", detail: `job ${job.id} is in flight already` });
        const flight: Flight = { job, settle: resolve, life: null };
        flights.set(job.id, flight);
        if (current === null) void launch(flight);
        else handOver(flight, current);
      });
    },

    async abandon(jobId) {
      const flight = flights.get(jobId);
      if (flight === undefined) return null;
      settle(flight, { kind: "abandoned" });
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

    async close() {
      closing.abort();
      for (const flight of flights.values()) settle(flight, { kind: "abandoned" });
      await starting?.catch(() => null);
      const life = current;
      if (life?.process) {
        life.process.send({ type: "bye" });
        life.process.closeInput();
        await leave(life, "the driver was closed", settleWithin(life.process.ended, closeMs));
      }
      await Promise.all(leaving);
    },
  };
}
