/** Keeps the processor time of each call of both sides: on a loaded machine it says more than the time on the wall. */
import type { Also, Sides } from "./bench.ts";
import { median } from "./median.ts";

/** For sides whose work is all done in this process. The ratio is shown as how many times as fast, and asks for nothing. */
export function withProcessorTime({ a, b, ...rest }: Sides): Sides {
  const spentUs: Readonly<Record<"a" | "b", number[]>> = { a: [], b: [] };
  const keeping = (side: "a" | "b", work: () => unknown) => async (): Promise<void> => {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    spentUs[side].push(user + system);
  };
  const also = (): Also => {
    const ratio = median(spentUs.b) / median(spentUs.a);
    return { text: `in processor time ${ratio.toFixed(2)} ×`, met: true };
  };
  return { ...rest, a: keeping("a", a), b: keeping("b", b), also };
}
