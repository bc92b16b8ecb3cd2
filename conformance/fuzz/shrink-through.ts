/** Makes a failing draw smaller by playing smaller ones to the client, until none fails in the same way. */
import * as fc from "fast-check";
import type { FindingCode } from "../shape/finding.ts";
import type { FuzzDraw } from "./fuzz-draw.ts";
import type { DrawPlayer, FailureCode, Played } from "./play-draw.ts";

export type ShrinkInput = {
  readonly draws: fc.Arbitrary<FuzzDraw>;
  readonly seed: number;
  /** Where the failing draw stands: its number, or that and its way down. */
  readonly path: string;
  readonly code: FailureCode;
  readonly codes: (code: FindingCode) => boolean;
  readonly player: DrawPlayer;
  /** Runs of the client at most. */
  readonly runsMax: number;
  /** False once there is no time left, or somebody pressed Ctrl-C. */
  readonly mayGoOn: () => boolean;
};

export type Wrong = Extract<Played, { readonly kind: "wrong" }>;

export type Shrunk = {
  readonly path: string;
  readonly draw: FuzzDraw;
  readonly played: Wrong;
  readonly runs: number;
  /** False where it was cut short: there may be a smaller one. */
  readonly isComplete: boolean;
};

/** Null where the draw did not fail again. */
export async function shrinkThrough(input: ShrinkInput): Promise<Shrunk | null> {
  const { draws, seed, path, code, codes, player, runsMax, mayGoOn } = input;
  const begun = player.runs();
  const known = new Map<string, Played>();
  let best: { readonly draw: FuzzDraw; readonly played: Wrong } | null = null;
  let isComplete = true;
  const stop = (): never => {
    isComplete = false;
    throw new fc.PreconditionFailure(true);
  };
  const fails = fc.asyncProperty(draws, async (draw) => {
    // Numbers that change no byte are shrunk for nothing: what was played once is not played again.
    const print = fingerprint(draw);
    let played = known.get(print);
    if (played === undefined) {
      if (!mayGoOn() || player.runs() - begun >= runsMax) stop();
      played = await player.play(draw, codes);
      if (played.kind === "interrupted" || (played.kind === "unjudged" && played.isFinal)) return stop();
      known.set(print, played);
    }
    // Another failure is another bug: going after it would lose this one.
    if (played.kind !== "wrong" || played.code !== code) return;
    best = { draw, played };
    throw new Error(code);
  });
  const { counterexamplePath } = await fc.check(fails, { seed, path, numRuns: 1 });
  const found = best as { readonly draw: FuzzDraw; readonly played: Wrong } | null;
  if (found === null) return null;
  return { path: counterexamplePath ?? path, ...found, runs: player.runs() - begun, isComplete };
}

// --- internal ---

function fingerprint({ bytes, offsets, end, due, baseline }: FuzzDraw): string {
  const plain = byteText(baseline?.loaded.bodies[0] ?? new Uint8Array(0));
  return [byteText(bytes), plain, offsets.join(), end, JSON.stringify(due.loaded.case.expect.any_of)].join("\n");
}

function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
