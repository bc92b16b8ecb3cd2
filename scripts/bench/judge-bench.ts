/** Holds what was measured of a bench against its target. */
import type { Also, Bench } from "./bench.ts";
import type { Measured } from "./measure-sides.ts";

export type PairRow = {
  readonly pair: string;
  readonly aMs: number;
  readonly bMs: number;
  /** In the sense of the bench: times as fast, or times as long. */
  readonly ratio: number;
  /** The least and the greatest ratio of a single round. */
  readonly from: number;
  readonly to: number;
  readonly also?: Also;
  readonly met: boolean;
};

export type BenchRow =
  | {
      readonly bench: string;
      readonly title: string;
      readonly status: "measured";
      readonly ratio: number;
      /** `≥ 1.8 ×` and the like. */
      readonly target: string;
      readonly met: boolean;
      readonly pairs: readonly PairRow[];
    }
  /** `failed`: a side threw, so nothing is known of its speed. */
  | {
      readonly bench: string;
      readonly title: string;
      readonly status: "skipped" | "failed";
      readonly because: string;
    };

type Claim = Pick<Bench, "name" | "title" | "ratio" | "target" | "floor">;

export function judgeBench(
  bench: Claim,
  measured: readonly { readonly pair: string; readonly measured: Measured }[],
): BenchRow {
  const speed = bench.ratio === "speed";
  const pairs = measured.map(({ pair, measured: { aMs, bMs, ratio, ratios, also } }): PairRow => {
    const low = ratios[0] ?? ratio;
    const high = ratios.at(-1) ?? ratio;
    const own = speed ? 1 / ratio : ratio;
    const met = (speed ? own >= (bench.floor ?? 0) : own <= bench.target) && also?.met !== false;
    const [from, to] = speed ? [1 / high, 1 / low] : [low, high];
    return { pair, aMs, bMs, ratio: own, from, to, ...(also === undefined ? {} : { also }), met };
  });
  const ratio = speed ? geometricMean(pairs.map((row) => row.ratio)) : Math.max(...pairs.map((row) => row.ratio));
  const whole = speed ? ratio >= bench.target : ratio <= bench.target;
  const floor = bench.floor === undefined ? "" : `, each ≥ ${bench.floor} ×`;
  return {
    bench: bench.name,
    title: bench.title,
    status: "measured",
    ratio,
    target: speed ? `≥ ${bench.target} ×${floor}` : `≤ ${bench.target} ×`,
    met: whole && pairs.every((row) => row.met),
    pairs,
  };
}

function geometricMean(ratios: readonly number[]): number {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}
