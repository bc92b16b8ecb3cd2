/** What the checks of one adapter share: its driver, the stage, the clock; each plays one stream through them. */
import { expandCase } from "../expand/index.ts";
import { statusOfPlay } from "../judge/index.ts";
import { playOnce, type RunClock } from "../run/play-once.ts";
import { skipReason } from "../run/skip-reason.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Driver } from "../shape/driver.ts";
import type { Observation } from "../shape/observation.ts";
import type { Play, Stage } from "../shape/play.ts";
import type { Job } from "../shape/protocol.ts";
import type { PlayVerdict } from "../shape/report.ts";

export type Examination = {
  readonly driver: Driver;
  readonly stage: Stage;
  readonly clock: RunClock;
  /** The operation that the plain checks use: a chat where the adapter runs chats. */
  readonly op: "chat.stream" | "sse.read";
};

export type Played = { readonly observation: Observation; readonly verdict: Omit<PlayVerdict, "key"> };

const GAP_MS = 20;

/** `cuts=event` sends event after event with gaps between, so that jobs in flight at once really meet. */
export function playOf(loaded: LoadedCase, key: "plain" | "cuts=event" = "plain"): Play {
  const plays = expandCase(loaded, { variants: key === "plain" ? "none" : "default", gapMs: GAP_MS });
  const play = plays.find((one) => one.key === key) ?? plays[0];
  if (play === undefined) throw new Error(`${loaded.file} has no play`);
  return play;
}

/** Plays one stream; `alter` may change the job before the adapter is given it. */
export async function playStream(
  { driver, stage, clock }: Examination,
  loaded: LoadedCase,
  play: Play = playOf(loaded),
  alter: (job: Job) => Job = (job) => job,
): Promise<Played> {
  const altering: Driver = { ...driver, submit: (job) => driver.submit(alter(job)) };
  const observation = await playOnce({ given: loaded.case, play, driver: altering, stage, clock, attempt: 1 });
  if (observation === null) throw new Error("a play without a signal was interrupted");
  return { observation, verdict: statusOfPlay(loaded.case, driver.ready, observation) };
}

/** Why this stream would prove nothing about this adapter; null where it is to be played. */
export function unprovable({ driver, op }: Examination, loaded: LoadedCase): string | null {
  const { capabilities } = driver.ready;
  const reports = capabilities.includes("report.chunks") || capabilities.includes("report.message");
  if (op === "chat.stream" && !reports) return "the adapter declares neither report.chunks nor report.message";
  return skipReason(loaded.case, { profiles: [loaded.case.profile], capabilities });
}
