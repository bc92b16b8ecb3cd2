/** Runs one case, plain first, then its variants, and says what each play came to. */
import type { Case, LoadedCase } from "../shape/case.ts";
import type { Driver } from "../shape/driver.ts";
import type { Observation } from "../shape/observation.ts";
import type { DeliveryRecord, Play, Stage } from "../shape/play.ts";
import type { CaseVerdict, PlayVerdict } from "../shape/report.ts";
import { quoteText } from "../adapter/index.ts";
import { caseVerdict, isFailing, statusOfPlay, verdictWithoutPlay, type JudgedPlay } from "../judge/index.ts";
import { boundEvidence } from "./bound-evidence.ts";
import type { Lanes } from "./create-lanes.ts";
import type { CrashGroups } from "./crash-groups.ts";
import { lastLines } from "./last-lines.ts";
import type { RunClock } from "./play-once.ts";
import { playReached } from "./play-reached.ts";

/** What all cases of a run share. */
export type RunContext = {
  readonly driver: Driver;
  readonly stage: Stage;
  readonly lanes: Lanes;
  /** Bounds the cases whose variants are held in memory. */
  readonly turns: Lanes;
  readonly crashes: CrashGroups;
  readonly clock: RunClock;
  /** Sends the unjudged warm-up job if the adapter's process is new. */
  readonly warmUp: () => Promise<void>;
  readonly signal: AbortSignal | undefined;
  /** Why no further play can be run; null while one can. */
  readonly halt: { because: string | null };
  readonly onPlay: () => void;
  /** What the server did in each play, for the sums of the run. */
  readonly keepDeliveries: (deliveries: readonly DeliveryRecord[]) => void;
  readonly keepPollution: (lines: readonly string[]) => void;
};

/** The plays of one case; the variants are made only when their turn comes: those of all cases fill the memory. */
export type CasePlays = { readonly first: Play | undefined; readonly rest: () => readonly Play[] };

export async function runCase(
  loaded: LoadedCase,
  { first, rest }: CasePlays,
  context: RunContext,
): Promise<CaseVerdict> {
  const given = loaded.case;
  if (first === undefined) return notRun(given, "no play of this case was asked for");
  const opening = await playAndJudge(given, first, context);
  if (opening === null) return notRun(given, context.halt.because ?? "interrupted");
  // One bug, one failure: variants would only repeat it, but for those of the axis that the case is about.
  const tells = (play: Play) => !isFailing(opening.verdict) || play.axis === given.subject;
  if (isFailing(opening.verdict) && given.subject === null) return caseVerdict(given, [opening], rest().length);
  return context.turns.shared(async () => {
    const all = rest();
    const variants = all.filter(tells);
    const outcomes = await Promise.all(variants.map((play) => playAndJudge(given, play, context)));
    const judged = outcomes.filter((outcome) => outcome !== null);
    return caseVerdict(given, [opening, ...judged], all.length - judged.length);
  });
}

async function playAndJudge(given: Case, play: Play, context: RunContext): Promise<JudgedPlay | null> {
  const seen = await playSurviving(given, play, context);
  if (seen === null) return null;
  context.onPlay();
  const verdict = statusOfPlay(given, context.driver.ready, seen.observation);
  return judgedPlay(play, seen.observation, seen.flaky === null ? verdict : asFlaky(verdict, seen.flaky));
}

/** A crash that did not come again outranks a good end only: it must not hide a bad one. */
function asFlaky(verdict: Omit<PlayVerdict, "key">, how: string): Omit<PlayVerdict, "key"> {
  const because = `the adapter crashed on this job (${how}) and did not crash when it ran again alone`;
  if (!isFailing(verdict)) return { ...verdict, status: "flaky", because };
  return { ...verdict, because: verdict.because === null ? because : `${verdict.because}; ${because}` };
}

/** `flaky` says how the adapter crashed where no job of those in flight made it crash again. */
type Survived = { readonly observation: Observation; readonly flaky: string | null };

/**
 * A play whose adapter crashed runs again, alone, in a fresh process: only what crashes alone is a crash of its own.
 * Where we ended the process over another job, this one runs again and nothing is held against it.
 */
async function playSurviving(given: Case, play: Play, context: RunContext): Promise<Survived | null> {
  const { driver, lanes, crashes } = context;
  const first = await lanes.shared(async () => {
    const observation = await playIn(given, play, context, 1);
    if (observation?.ending.kind !== "crash") return { observation, fallen: null };
    const { collateral, process, detail } = observation.ending;
    if (collateral === true) return { observation, fallen: "with another" as const };
    return { observation, fallen: { member: crashes.join(process), how: detail } };
  });
  const { fallen } = first;
  if (first.observation === null) return null;
  if (fallen === null && hasStray(first.observation) && lanes.width > 1) {
    // With other jobs in flight it may be theirs: alone there is no doubt whose it is.
    const alone = await lanes.exclusive(() => playIn(given, play, context, 2));
    return alone === null ? null : { observation: alone, flaky: null };
  }
  if (fallen === null) return { observation: first.observation, flaky: null };
  if (fallen === "with another") {
    const observation = await lanes.exclusive(() => playIn(given, play, context, 2));
    return observation === null ? null : { observation, flaky: null };
  }
  const observation = await lanes.exclusive(async () => {
    await driver.renew?.();
    return playIn(given, play, context, 2);
  });
  const again = observation?.ending.kind === "crash" && observation.ending.collateral !== true;
  // The crash is explained where any of those that fell together crashes alone.
  const explained = await fallen.member.tell(again);
  if (observation === null) return null;
  return { observation, flaky: explained ? null : fallen.how };
}

function hasStray({ ending }: Observation): boolean {
  return ending.kind === "result" && ending.result.errors.some(({ surface }) => surface === "stray");
}

/** Null where the run was interrupted, or no process can be had any more. */
async function playIn(given: Case, play: Play, context: RunContext, attempt: number): Promise<Observation | null> {
  const { driver, stage, clock, signal, halt } = context;
  if (signal?.aborted === true || halt.because !== null) return null;
  await context.warmUp();
  const seen = await playReached({ given, play, driver, stage, clock, attempt, signal });
  if (seen === null) return null;
  context.keepPollution(seen.pollution);
  context.keepDeliveries(seen.server.deliveries);
  if (seen.ending.kind === "adapter_error" && seen.ending.final === true) {
    // The first to learn of it says so; for the rest there is nothing left to run on.
    if (halt.because !== null) return null;
    halt.because = `no adapter is left to run it: ${seen.ending.detail}`;
  }
  return seen;
}

function judgedPlay(play: Play, seen: Observation, verdict: Omit<PlayVerdict, "key">): JudgedPlay {
  // The last answer that the case scripts is the one that variants cut.
  const delivered = seen.server.deliveries.findLast(({ exchange }) => exchange !== "past_script");
  const { ending } = seen;
  const result = ending.kind === "result" ? ending.result : ending.kind === "deadline" ? ending.late : null;
  const stderr = "stderrTail" in ending ? lastLines(ending.stderrTail ?? "") : [];
  const lastLine = stderr.at(-1);
  const said = lastLine === undefined ? "" : `; its standard error ends: ${quoteText(lastLine, 200)}`;
  return {
    key: play.key,
    verdict: { key: play.key, ...verdict, because: verdict.because === null ? null : verdict.because + said },
    delivery: delivered === undefined ? null : deliveryOf(delivered),
    evidence: boundEvidence({
      outcome: result?.outcome ?? null,
      errors: result?.errors ?? [],
      request: seen.server.requests[0]?.body ?? null,
      ...(stderr.length === 0 ? {} : { stderr: [...stderr] }),
    }),
  };
}

function notRun(given: Case, because: string): CaseVerdict {
  return verdictWithoutPlay(given, "not_run", because);
}

function deliveryOf({ slicesWritten, gapsMade, strictFallbacks }: DeliveryRecord): JudgedPlay["delivery"] {
  const marked = strictFallbacks === undefined ? {} : { fallbacks: strictFallbacks };
  return { slices: slicesWritten, gaps: gapsMade, ...marked };
}
