/** Chooses the plays of one case: which comes first, which only after it. */
import { DEFAULT_GAP_MS, expandCase } from "../expand/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { CasePlays } from "./run-case.ts";

export type CasePlaysOptions = {
  /** `none` plays each case once, as written. */
  readonly variants?: "default" | "none" | "all";
  /** Plays only the variant of this key. */
  readonly onlyKey?: string | null;
  /** Milliseconds of one gap between slices. */
  readonly gapMs?: number;
};

/** `kept` has the keys that a budget left; without it all variants are played. */
export function casePlays(
  loaded: LoadedCase,
  { onlyKey, variants = "default", gapMs = DEFAULT_GAP_MS }: CasePlaysOptions,
  kept?: ReadonlySet<string>,
): CasePlays {
  if (onlyKey !== undefined && onlyKey !== null) {
    const [first] = expandCase(loaded, { only: onlyKey, gapMs });
    return { first, rest: () => [] };
  }
  const [first] = expandCase(loaded, { variants: "none", gapMs });
  const variantsOf = () => expandCase(loaded, { variants, gapMs }).filter(({ axis }) => axis !== "plain");
  return { first, rest: () => variantsOf().filter(({ key }) => kept === undefined || kept.has(key)) };
}
