/** Takes several steps of which none waits for another's success. */
import { ToolkitError } from "../../src/base/index.ts";

/**
 * Takes every step, then throws what went wrong: our own bug before all else, else the first error, which tells of the
 * others.
 */
export function attemptAll(steps: readonly (() => void)[]): void {
  const failed: unknown[] = [];
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      failed.push(error);
    }
  }
  for (const error of failed) if (!(error instanceof ToolkitError)) throw error;
  const [first, ...others] = failed.filter((error) => error instanceof ToolkitError);
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const told = [first.detail, ...others.map(({ message }) => message)].join("; ");
  throw new ToolkitError(first.code, first.place, told, { cause: first });
}
