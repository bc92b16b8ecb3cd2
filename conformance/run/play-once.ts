/** Plays one script to the client and gathers what both sides saw of it. */
import { randomUUID } from "node:crypto";
import type { Case } from "../shape/case.ts";
import type { Answer, Driver } from "../shape/driver.ts";
import type { Ending, Observation } from "../shape/observation.ts";
import type { OpenPlay, Play, Stage } from "../shape/play.ts";
import { CEILING, firstOf, INTERRUPTED } from "./first-of.ts";
import { jobOfPlay } from "./job-of-play.ts";
import { plannedDeliveryMs } from "./planned-delivery-ms.ts";

export type RunClock = {
  /** What the client has from when the server has read the request's head, beside the planned delivery. */
  readonly deadlineMs: number;
  /** Within which the request must come, once a process has the job. */
  readonly startMs: number;
};

export const DEFAULT_CLOCK: RunClock = { deadlineMs: 5_000, startMs: 10_000 };

export type PlayOnceInput = {
  readonly given: Case;
  readonly play: Play;
  readonly driver: Driver;
  readonly stage: Stage;
  readonly clock: RunClock;
  readonly attempt: number;
  readonly signal?: AbortSignal | undefined;
};

/** Null where the run was interrupted meanwhile. Never rejects for anything that the client does. */
export async function playOnce(input: PlayOnceInput): Promise<Observation | null> {
  const { given, play, driver, stage, clock, attempt, signal } = input;
  // A restart may take long and is nobody's lateness.
  if (driver.prepare !== undefined && (await firstOf([driver.prepare()], { signal })) === INTERRUPTED) return null;
  if (signal?.aborted === true) return null;
  const open = openPlay(stage, play);
  if (typeof open === "string") {
    const ending: Ending = { kind: "harness_error", detail: open };
    return { ending, server: { requests: [], deliveries: [] }, pollution: driver.takePollution() };
  }
  try {
    const deadlineMs = clock.deadlineMs + plannedDeliveryMs(play.script);
    const job = jobOfPlay(given, open, { id: jobId(), attempt, deadlineMs });
    const answered = driver
      .submit(job, (chunks) => open.release(chunks))
      .then((answer) => ({ answer, atMs: open.nowMs() }));
    const giveUp = async (): Promise<{ readonly stderrTail: string; readonly late: Observed }> => {
      const stderrTail = driver.stderrTail?.(job.id) ?? "";
      return { stderrTail, late: await firstOf([driver.abandon(job.id)], { signal }) };
    };

    const begun = await firstOf<unknown>([open.firstRequest, answered], { ceilingMs: clock.startMs, signal });
    if (begun === INTERRUPTED) return null;
    if (begun === CEILING) {
      const { stderrTail, late } = await giveUp();
      if (late === INTERRUPTED) return null;
      const detail = `no request came within ${clock.startMs} ms of the job`;
      return observe({ kind: "adapter_error", detail, stderrTail }, open, driver);
    }
    const ended = await firstOf([answered], { ceilingMs: deadlineMs, signal });
    if (ended === INTERRUPTED) return null;
    if (ended === CEILING) {
      const afterMs = Math.round(open.nowMs());
      const { stderrTail, late } = await giveUp();
      if (typeof late === "symbol") return null;
      return observe({ kind: "deadline", late, afterMs, stderrTail }, open, driver);
    }
    await awaitClose(given, open, signal);
    return observe(endingOf(ended.answer, ended.atMs), open, driver);
  } finally {
    await open.close();
  }
}

/** Twelve random digits; Node draws for UUIDs in batches, which costs a fraction of a draw of our own. */
function jobId(): string {
  return `j${randomUUID().replace("-", "").slice(0, 12)}`;
}

/** A script that our server refuses is our fault, or the case's; the run goes on without it. */
function openPlay(stage: Stage, play: Play): OpenPlay | string {
  try {
    return stage.open(play.script);
  } catch (error) {
    return `the script could not be played: ${error instanceof Error ? error.message : String(error)}`;
  }
}

type Observed = Awaited<ReturnType<typeof firstOf<Awaited<ReturnType<Driver["abandon"]>>>>>;

/** An abort is judged by when the connection closes, which may come after the result. */
async function awaitClose(given: Case, open: OpenPlay, signal: AbortSignal | undefined): Promise<void> {
  const closedWithinMs = given.expect.server?.closed_within_ms;
  if (closedWithinMs === undefined || closedWithinMs === null) return;
  await firstOf([open.settled()], { ceilingMs: closedWithinMs + 100, signal });
}

function endingOf(answer: Answer, atMs: number): Ending {
  if (answer.kind === "result") return { kind: "result", result: answer.result, atMs };
  if (answer.kind === "abandoned") {
    return { kind: "crash", detail: "the adapter was ended while this job ran", stderrTail: "", collateral: true };
  }
  return answer;
}

function observe(ending: Ending, open: OpenPlay, driver: Driver): Observation {
  return { ending, server: open.record(), pollution: driver.takePollution() };
}
