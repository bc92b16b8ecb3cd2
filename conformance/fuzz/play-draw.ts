/** Plays streams to one client for as long as a process can be had for it, and counts how often it ran. */
import { statusOfPlay } from "../judge/index.ts";
import { createWarmUp } from "../run/create-warm-up.ts";
import type { RunClock } from "../run/play-once.ts";
import { playReached } from "../run/play-reached.ts";
import type { Driver } from "../shape/driver.ts";
import type { FindingCode } from "../shape/finding.ts";
import type { Observation } from "../shape/observation.ts";
import type { Stage } from "../shape/play.ts";
import type { PlayVerdict } from "../shape/report.ts";
import type { FuzzDraw, PlayableStream } from "./fuzz-draw.ts";

export type FuzzClient = {
  readonly driver: Driver;
  readonly stage: Stage;
  readonly clock: RunClock;
  readonly signal?: AbortSignal | undefined;
};

/** How a client failed, in one word: the code of the first finding that counts, or how the job ended. */
export type FailureCode = FindingCode | "timeout" | "crash";

/** What came of one draw. */
export type Played =
  | { readonly kind: "right" }
  | {
      readonly kind: "wrong";
      readonly code: FailureCode;
      readonly verdict: Omit<PlayVerdict, "key">;
      readonly observation: Observation;
    }
  /** No verdict can be given: the adapter failed, not the client. `isFinal` where no process can be had any more. */
  | { readonly kind: "unjudged"; readonly because: string; readonly isFinal: boolean }
  | { readonly kind: "interrupted" };

export type DrawPlayer = {
  /** Plays a draw and, where it fails, its baseline: a client that fails that as well is right about the rest. */
  play(draw: FuzzDraw, codes: (code: FindingCode) => boolean): Promise<Played>;
  playStream(stream: PlayableStream, codes: (code: FindingCode) => boolean): Promise<Played>;
  /** Runs of the client so far, warm-ups left out. */
  runs(): number;
};

export function createDrawPlayer(client: FuzzClient): DrawPlayer {
  const { driver, stage, clock, signal } = client;
  let runs = 0;
  // What it writes beside the protocol is no draw's doing, and nobody's report.
  const warmUp = createWarmUp({ driver, stage, clock, signal, keepPollution: () => undefined });

  async function observe({ loaded, play }: PlayableStream): Promise<Observation | null> {
    // What fell only because another job was given up runs again; bounded, should that never end.
    for (let attempt = 1; ; attempt += 1) {
      await warmUp();
      runs += 1;
      const seen = await playReached({ given: loaded.case, play, driver, stage, clock, attempt, signal });
      const isCollateral = seen?.ending.kind === "crash" && seen.ending.collateral === true;
      if (!isCollateral || attempt === 4) return seen;
    }
  }

  async function playStream(stream: PlayableStream, codes: (code: FindingCode) => boolean): Promise<Played> {
    const observation = await observe(stream);
    if (observation === null) return { kind: "interrupted" };
    const { ending } = observation;
    const verdict = statusOfPlay(stream.loaded.case, driver.ready, observation);
    if (ending.kind === "adapter_error") {
      return { kind: "unjudged", because: ending.detail, isFinal: ending.final === true };
    }
    if (ending.kind === "harness_error") return { kind: "unjudged", because: ending.detail, isFinal: false };
    if (ending.kind === "deadline") return { kind: "wrong", code: "timeout", verdict, observation };
    if (ending.kind === "crash") return { kind: "wrong", code: "crash", verdict, observation };
    if (verdict.status === "skip")
      return { kind: "unjudged", because: verdict.because ?? "not played as written", isFinal: false };
    const against = verdict.findings.find(({ code, severity }) => severity === "fail" && codes(code));
    return against === undefined ? { kind: "right" } : { kind: "wrong", code: against.code, verdict, observation };
  }

  return {
    runs: () => runs,
    playStream,
    async play(draw, codes) {
      const played = await playStream(draw.due, codes);
      if (played.kind !== "wrong" || draw.baseline === null) return played;
      const plain = await playStream(draw.baseline, codes);
      return plain.kind === "right" ? played : plain.kind === "wrong" ? { kind: "right" } : plain;
    },
  };
}
