/** Drives an adapter that answers one job a process: hello and job go in, ready and result come out. */
import { DEFAULT_LIMITS, ToolkitError, type Limits } from "../../src/base/index.ts";
import type { Answer, Driver } from "../shape/driver.ts";
import type { Job, Ready, Result } from "../shape/protocol.ts";
import { changedClaims } from "./changed-claims.ts";
import { createPollution } from "./collect-pollution.ts";
import { quoteText } from "./neutralise-text.ts";
import { pickEnvironment } from "./pick-environment.ts";
import type { AdapterLine } from "./read-adapter-line.ts";
import { settleWithin } from "./settle-within.ts";
import type { StdioDriverOptions } from "./spawn-stdio-driver.ts";
import { startAdapterProcess, type AdapterListener, type AdapterProcess } from "./start-adapter-process.ts";

/** `startupMs` bounds the first process, which is told no job; a job's own deadline bounds the others. */
export type ExecDriverOptions = Omit<StdioDriverOptions, "abandonGraceMs" | "restartsMax"> & {
  /** From a result to the end of its process group. */
  readonly lingerMs?: number;
};

/** One job and its process. */
type Run = {
  readonly job: Job;
  readonly onProgress: ((chunks: number) => void) | undefined;
  readonly stop: AbortController;
  /** Null once it is answered. */
  settle: ((answer: Answer) => void) | null;
  answered: Promise<unknown>;
  /** What came after the job was given up. */
  late: Result | null;
  /** Resolves when the process group is gone. */
  over: Promise<void>;
};

/** Processes that have answered and not ended; past this number a new job waits for one of them. */
const LINGERING_MAX = 8;

/**
 * Starts the command once without a job, to learn what it can do, then once for every job.
 * `generation()` is always 1: no process is ever warm, so that a warm-up a process would prove nothing.
 * @throws ToolkitError as `startAdapterProcess` does.
 */
export async function spawnExecDriver(options: ExecDriverOptions): Promise<Driver> {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { startupMs = 30_000, closeMs = 3_000, lingerMs = 5_000 } = options;
  const env = pickEnvironment(process.env, options.passEnv ?? []);
  const pollution = createPollution(limits.pollutionLinesKept, limits.pollutionLineCharsKept);
  const runs = new Map<string, Run>();
  const lingering = new Set<Promise<void>>();
  const noted = new Set<string>();
  let closed = false;

  /** The same sentence about every process is one sentence. */
  function noteOnce(sentence: string): void {
    if (!noted.has(sentence)) pollution.note(sentence);
    noted.add(sentence);
  }

  function start(input: readonly object[], startMs: number, listener: AdapterListener, signal: AbortSignal) {
    return startAdapterProcess(
      {
        command: options.command,
        cwd: options.cwd,
        env,
        runner: options.runner ?? { name: "streamproof", version: "unknown" },
        startupMs: startMs,
        limits,
        signal,
        wholeInput: input,
      },
      listener,
    );
  }

  /** The first answer counts. */
  function answer(run: Run, answered: Answer): void {
    const { settle } = run;
    if (settle === null) return;
    run.settle = null;
    runs.delete(run.job.id);
    lingering.add(run.over);
    void run.over.then(() => lingering.delete(run.over));
    settle(answered);
  }

  function hearResult(run: Run, line: AdapterLine & { kind: "result" }): void {
    const { id, attempt } = run.job;
    const name = quoteText(line.result.id, 80);
    if (line.result.id !== id) pollution.note(`a result for an unknown job, ${name}`);
    else if (line.attempt !== null && line.attempt !== attempt)
      pollution.note(`a result for attempt ${line.attempt} of job ${name}, which is at attempt ${attempt}`);
    else if (run.settle !== null) answer(run, { kind: "result", result: { ...line.result, attempt } });
    else if (run.stop.signal.aborted) run.late ??= { ...line.result, attempt };
    else pollution.note(`a duplicate or late result for job ${name}`);
  }

  /** Cumulative, and only of the job that the process was started for. */
  function hearProgress({ job, settle, onProgress }: Run, { progress }: AdapterLine & { kind: "progress" }): void {
    if (settle !== null && progress.id === job.id && progress.attempt === job.attempt) onProgress?.(progress.chunks);
  }

  function listenerOf(run: Run): AdapterListener {
    return {
      line(line) {
        if (line.kind === "pollution") pollution.line(line.text);
        else if (line.kind === "ready") pollution.note("a second ready line");
        else if (line.kind === "result") hearResult(run, line);
        else if (line.kind === "progress") hearProgress(run, line);
        else if (line.kind !== "invalid") return;
        else if (line.type === "result" && run.settle !== null)
          answer(run, { kind: "adapter_error", detail: `its result is invalid: ${line.detail}` });
        else pollution.note(`an invalid ${line.type} line: ${line.detail}`);
      },
      tooLong(head) {
        const detail = `a line went past ${limits.adapterLineBytesMax} bytes; it begins ${quoteText(head, 80)}`;
        if (run.settle === null) pollution.note(detail);
        else answer(run, { kind: "adapter_error", detail });
      },
      lost: () => {},
    };
  }

  /** One process for one job; resolves when its group is gone. */
  async function execute(run: Run): Promise<void> {
    let adapter: AdapterProcess;
    try {
      // A one-shot may print its ready line together with its result, at its very end.
      adapter = await start([run.job], run.job.deadline_ms + startupMs, listenerOf(run), run.stop.signal);
    } catch (error) {
      if (run.settle === null) return;
      const failed = error instanceof ToolkitError ? error.detail : String(error);
      const died = error instanceof ToolkitError && error.code === "ADAPTER_START";
      if (died) answer(run, { kind: "crash", detail: failed, stderrTail: "" });
      else answer(run, { kind: "adapter_error", detail: failed });
      return;
    }
    compareReady(adapter.ready);
    // The start may have been given up in the very turn in which it came off.
    if (run.stop.signal.aborted) return adapter.end();
    const stopped = new Promise<void>((resolve) => {
      run.stop.signal.addEventListener("abort", () => resolve(), { once: true });
    });
    const ended = adapter.ended.then((end) => {
      if (run.stop.signal.aborted) return;
      if (end.halfLine !== "" && run.settle === null) pollution.line(end.halfLine);
      const stderrTail = adapter.stderrTail();
      const quoted = quoteText(end.halfLine, limits.pollutionLineCharsKept);
      if (end.halfLine !== "")
        answer(run, { kind: "adapter_error", detail: `${end.how} in the middle of a line: ${quoted}`, stderrTail });
      answer(run, { kind: "crash", detail: `${end.how} without a result`, stderrTail });
    });
    await Promise.race([ended, stopped, run.answered]);
    if (!run.stop.signal.aborted && (await settleWithin(Promise.race([ended, stopped]), lingerMs)) === null)
      noteOnce(`a process did not end within ${lingerMs} ms of its result, at the end of its input, and was ended`);
    await adapter.end();
  }

  function compareReady(later: Ready): void {
    const changed = changedClaims(ready, later);
    if (changed.length > 0) noteOnce(`a later process claims another ${changed.join(", ")} in its ready line`);
  }

  async function launch(run: Run): Promise<void> {
    while (lingering.size >= LINGERING_MAX) await Promise.race(lingering);
    if (run.settle !== null) await execute(run);
  }

  const first = await start(
    [],
    startupMs,
    {
      line: (line) => {
        if (line.kind === "pollution") pollution.line(line.text);
        else if (line.kind !== "empty") pollution.note(`a ${line.kind} line where no job was given`);
      },
      tooLong: (head) => pollution.line(head),
      lost: () => {},
    },
    options.signal ?? new AbortController().signal,
  );
  const { ready } = first;
  if ((await settleWithin(first.ended, closeMs)) === null)
    noteOnce(`a process did not end within ${closeMs} ms of the end of its input, and was ended`);
  await first.end();

  return {
    ready,

    submit(job, onProgress) {
      if (closed) return Promise.resolve({ kind: "adapter_error", detail: "the driver is closed" });
      if (runs.has(job.id))
        return Promise.resolve({ kind: "adapter_error", detail: `job ${job.id} is in flight already` });
      const run: Run = {
        job,
        onProgress,
        stop: new AbortController(),
        settle: null,
        answered: Promise.resolve(),
        late: null,
        over: Promise.resolve(),
      };
      const answered = new Promise<Answer>((resolve) => (run.settle = resolve));
      run.answered = answered;
      runs.set(job.id, run);
      run.over = launch(run);
      return answered;
    },

    async abandon(jobId) {
      const run = runs.get(jobId);
      if (run === undefined) return null;
      run.stop.abort();
      answer(run, { kind: "abandoned" });
      await run.over;
      return run.late;
    },

    generation: () => 1,

    takePollution: () => pollution.take(),

    async close() {
      closed = true;
      const left = [...runs.values()];
      for (const run of left) {
        run.stop.abort();
        answer(run, { kind: "abandoned" });
      }
      await Promise.all([...left.map((run) => run.over), ...lingering]);
    },
  };
}
