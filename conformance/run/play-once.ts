/** Plays one script to the client and gathers what both sides saw of it. */
import { randomBytes } from "node:crypto";
import type { Case } from "../shape/case.ts";
import type { Answer, Driver } from "../shape/driver.ts";
import type { Ending, Observation } from "../shape/observation.ts";
import type { OpenPlay, Play, Stage } from "../shape/play.ts";
import { CEILING, firstOf } from "./first-of.ts";
import { jobOfPlay } from "./job-of-play.ts";
import { plannedDeliveryMs } from "./planned-delivery-ms.ts";

export type RunClock = {
  /** What the client has from when the server has read the request's head, beside the planned delivery. */
  readonly deadlineMs: number;
  /** Within which the request must come. */
  readonly startMs: number;
};

export const DEFAULT_CLOCK: RunClock = { deadlineMs: 5_000, startMs: 10_000 };

type PlayOnceInput = {
  readonly given: Case;
  readonly play: Play;
  readonly driver: Driver;
  readonly stage: Stage;
  readonly clock: RunClock;
  readonly attempt: number;
};

/** Never rejects for anything that the client does. */
export async function playOnce({ given, play, driver, stage, clock, attempt }: PlayOnceInput): Promise<Observation> {
  const open = stage.open(play.script);
  try {
    const deadlineMs = clock.deadlineMs + plannedDeliveryMs(play.script);
    const job = jobOfPlay(given, open, { id: `j${randomBytes(6).toString("hex")}`, attempt, deadlineMs });
    const answered = driver.submit(job).then((answer) => ({ answer, atMs: open.nowMs() }));

    const begun = await firstOf<unknown>([open.firstRequest, answered], clock.startMs);
    if (begun === CEILING) {
      await driver.abandon(job.id);
      return observe(
        { kind: "adapter_error", detail: `no request came within ${clock.startMs} ms of the job` },
        open,
        driver,
      );
    }
    const ended = await firstOf([answered], deadlineMs);
    if (ended === CEILING) {
      const afterMs = Math.round(open.nowMs());
      const late = await driver.abandon(job.id);
      return observe({ kind: "deadline", late, afterMs }, open, driver);
    }
    await awaitClose(given, open);
    return observe(endingOf(ended.answer, ended.atMs), open, driver);
  } finally {
    await open.close();
  }
}

/** An abort is judged by when the connection closes, which may come after the result. */
async function awaitClose(given: Case, open: OpenPlay): Promise<void> {
  const closedWithinMs = given.expect.server?.closed_within_ms;
  if (closedWithinMs !== undefined && closedWithinMs !== null) await firstOf([open.settled()], closedWithinMs + 100);
}

function endingOf(answer: Answer, atMs: number): Ending {
  if (answer.kind === "result") return { kind: "result", result: answer.result, atMs };
  if (answer.kind === "abandoned")
    return { kind: "crash", detail: "the adapter was ended while this job ran", stderrTail: "" };
  return answer;
}

function observe(ending: Ending, open: OpenPlay, driver: Driver): Observation {
  return { ending, server: open.record(), pollution: driver.takePollution() };
}
