/** Runs one case, plain first, then its variants, and says what each play came to. */
import type { Case, LoadedCase } from "../shape/case.ts";
import type { Driver } from "../shape/driver.ts";
import type { Observation } from "../shape/observation.ts";
import type { Play, Stage } from "../shape/play.ts";
import type { CaseVerdict, PlayVerdict } from "../shape/report.ts";
import { caseVerdict, isFailing, statusOfPlay, type JudgedPlay } from "../judge/index.ts";
import type { Lanes } from "./create-lanes.ts";
import { playOnce, type RunClock } from "./play-once.ts";

/** What all cases of a run share. */
export type RunContext = {
  readonly driver: Driver;
  readonly stage: Stage;
  readonly lanes: Lanes;
  readonly clock: RunClock;
  /** Sends the unjudged warm-up job if the adapter's process is new. */
  readonly warmUp: () => Promise<void>;
  readonly interrupted: () => boolean;
  readonly onPlay: () => void;
  readonly keepPollution: (lines: readonly string[]) => void;
};

export async function runCase(loaded: LoadedCase, plays: readonly Play[], context: RunContext): Promise<CaseVerdict> {
  const given = loaded.case;
  const judged: JudgedPlay[] = [];
  const [first, ...rest] = plays;
  if (first === undefined) return notRun(given, "no play of this case was asked for");
  const opening = await playAndJudge(given, first, context);
  if (opening === null) return notRun(given, "interrupted");
  judged.push(opening);
  // One bug, one failure: the variants would only repeat it, unless their axis is what the case is about.
  const sameBug = isFailing(opening.verdict) && given.subject === null;
  if (!sameBug) {
    const outcomes = await Promise.all(rest.map((play) => playAndJudge(given, play, context)));
    judged.push(...outcomes.filter((outcome) => outcome !== null));
  }
  return caseVerdict(given, judged, plays.length - judged.length);
}

async function playAndJudge(given: Case, play: Play, context: RunContext): Promise<JudgedPlay | null> {
  const seen = await playSurviving(given, play, context);
  if (seen === null) return null;
  context.keepPollution(seen.observation.pollution);
  context.onPlay();
  const verdict = statusOfPlay(given, context.driver.ready, seen.observation);
  return judgedPlay(play, seen.observation, seen.flaky ? { ...verdict, status: "flaky", because: FLAKY } : verdict);
}

const FLAKY = "the adapter crashed on this job and did not crash when the job ran again alone";

/** A play whose adapter crashed runs again, alone, in a fresh process: only what crashes alone is a crash of its own. */
async function playSurviving(
  given: Case,
  play: Play,
  context: RunContext,
): Promise<{ readonly observation: Observation; readonly flaky: boolean } | null> {
  const { driver, stage, clock, lanes } = context;
  const first = await lanes.shared(async (ticket) => {
    if (context.interrupted()) return null;
    await context.warmUp();
    const observation = await playOnce({ given, play, driver, stage, clock, attempt: 1 });
    return { observation, alone: ticket.alone() };
  });
  if (first === null || first.observation.ending.kind !== "crash") {
    return first === null ? null : { observation: first.observation, flaky: false };
  }
  return lanes.exclusive(async () => {
    if (context.interrupted()) return null;
    await context.warmUp();
    const observation = await playOnce({ given, play, driver, stage, clock, attempt: 2 });
    return { observation, flaky: first.alone && observation.ending.kind !== "crash" };
  });
}

function judgedPlay(play: Play, seen: Observation, verdict: Omit<PlayVerdict, "key">): JudgedPlay {
  const delivered = seen.server.deliveries[0];
  const result =
    seen.ending.kind === "result" ? seen.ending.result : seen.ending.kind === "deadline" ? seen.ending.late : null;
  return {
    key: play.key,
    verdict: { key: play.key, ...verdict },
    delivery: delivered === undefined ? null : { slices: delivered.slicesWritten, gaps: delivered.gapsMade },
    evidence: {
      outcome: result?.outcome ?? null,
      errors: result?.errors ?? [],
      request: seen.server.requests[0]?.body ?? null,
    },
  };
}

/** A verdict that is no judgement, with its reason. */
export function withoutPlay(given: Case, status: "skip" | "not_run", because: string): CaseVerdict {
  return {
    uid: given.uid,
    id: given.id,
    title: given.title,
    rule: given.rule,
    level: given.level,
    op: given.op,
    profile: given.profile,
    status,
    findings: [],
    key: "plain",
    matched: null,
    because,
    variants: { run: 0, failed: [], not_judged: 0 },
    delivery: null,
    evidence: null,
  };
}

function notRun(given: Case, because: string): CaseVerdict {
  return withoutPlay(given, "not_run", because);
}
