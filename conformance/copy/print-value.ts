/** Prints a value as JSON that reads well and is the same each time. */
import type { CopiedCuts } from "./copied-case.ts";

/** Ends with a newline. */
export function printValue(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A line for each variant: offsets one below the other would hide them. */
export function printCuts(cuts: CopiedCuts): string {
  const lines = Object.entries(cuts).map(([key, bodies]) => `  ${JSON.stringify(key)}: ${JSON.stringify(bodies)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}
