/** Times two sides turn about, so that whatever else the machine does falls on both. */
import { performance } from "node:perf_hooks";
import type { Also, Sides } from "./bench.ts";
import { median } from "./median.ts";

export type Effort = {
  /** Rounds that count; in each both sides run, in turned order. */
  readonly rounds: number;
  /** What one side runs for in one round, at least. */
  readonly roundMs: number;
  /** What each side runs for before anything counts. */
  readonly warmMs: number;
};

export type Measured = {
  /** Median milliseconds of one call. */
  readonly aMs: number;
  readonly bMs: number;
  /** Median over the rounds of the time of a divided by the time of b. */
  readonly ratio: number;
  /** The rounds' own ratios, ascending: their spread says how noisy the machine was. */
  readonly ratios: readonly number[];
  readonly also?: Also;
};

/** `now` is a clock in milliseconds. */
export async function measureSides(
  { a, b }: Pick<Sides, "a" | "b">,
  effort: Effort,
  now: () => number = () => performance.now(),
): Promise<Measured> {
  const calls = { a: await callsPerRound(a, effort, now), b: await callsPerRound(b, effort, now) };
  const times: { readonly a: number; readonly b: number }[] = [];
  for (let round = 0; round < effort.rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await timeCalls(a, calls.a, now);
      times.push({ a: first, b: await timeCalls(b, calls.b, now) });
    } else {
      const first = await timeCalls(b, calls.b, now);
      times.push({ a: await timeCalls(a, calls.a, now), b: first });
    }
  }
  const ratios = times.map((time) => time.a / time.b).sort((one, other) => one - other);
  return {
    aMs: median(times.map((time) => time.a)),
    bMs: median(times.map((time) => time.b)),
    ratio: median(ratios),
    ratios,
  };
}

/** Warms the side, then says how many calls fill a round. */
async function callsPerRound(side: () => unknown, { warmMs, roundMs }: Effort, now: () => number): Promise<number> {
  let calls = 1;
  for (let spent = 0; ;) {
    const ms = (await timeCalls(side, calls, now)) * calls;
    spent += ms;
    if (spent >= warmMs) return Math.max(1, Math.ceil((calls * roundMs) / ms));
    if (ms < roundMs / 2) calls *= 2;
  }
}

/** Milliseconds of one call, over `calls` of them. */
async function timeCalls(side: () => unknown, calls: number, now: () => number): Promise<number> {
  const start = now();
  for (let call = 0; call < calls; call += 1) {
    const returned = side();
    // Only what is a promise is awaited: a turn costs more than some sides do.
    if (returned instanceof Promise) await returned;
  }
  return (now() - start) / calls;
}
