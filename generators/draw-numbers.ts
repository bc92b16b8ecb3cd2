/** The numbers by which streams are drawn, and what they must be. */
import { ToolkitError } from "../src/base/index.ts";

export type DrawNumbers = {
  /** A whole number that JavaScript tells from its neighbours (`Number.isSafeInteger`); taken modulo 2^32. */
  readonly seed: number;
  /** How many streams: a whole number from 0. */
  readonly count: number;
  /** The number of the first stream: a whole number from 0 (default 0), so that a run can go on where another ended. */
  readonly first?: number;
};

/** `NaN` would draw nothing and say nothing, half a stream would be a whole one: both are mistakes of the caller. */
export function checkDrawNumbers(caller: string, { seed, count, first = 0 }: DrawNumbers): void {
  const refuse = (name: string, value: unknown, due: string): never => {
    throw new ToolkitError("USAGE", `${caller}: ${name}`, `${String(value)} is no ${due}`);
  };
  if (!Number.isSafeInteger(seed)) refuse("seed", seed, "whole number between -(2^53 - 1) and 2^53 - 1");
  for (const [name, value] of Object.entries({ count, first })) {
    if (!Number.isSafeInteger(value) || value < 0) refuse(name, value, "whole number from 0 to 2^53 - 1");
  }
  if (!Number.isSafeInteger(first + count)) refuse("first + count", first + count, "whole number up to 2^53 - 1");
}
