/** Picks the cases that someone asked for by name. */
import { didYouMean, ToolkitError } from "../../src/base/index.ts";
import type { Case } from "../shape/case.ts";
import { compileGlob } from "./compile-glob.ts";

/** As much of a loaded case as a name is found in. */
export type Named = { readonly case: Pick<Case, "uid" | "id" | "aliases"> };

const NAME_CHARACTERS_MAX = 200;

/**
 * Each of `only` is a uid, an id, an alias or a glob (`usage/*`; `*` stays within a part, `**` does not).
 * Cases keep their order. An entry that matches nothing is CASE_UNKNOWN, with the nearest names.
 */
export function selectCases<T extends Named>(cases: readonly T[], only: readonly string[]): readonly T[] {
  if (only.length === 0) return cases;
  const chosen = new Set<T>();
  for (const wanted of only) {
    const isWanted = compileGlob(wanted, "id");
    const matching = cases.filter((one) => namesOf(one).some(isWanted));
    if (matching.length === 0) {
      // How near a name is takes time by its length, and no name is as long.
      const near = wanted.length > NAME_CHARACTERS_MAX ? "" : didYouMean(wanted, cases.flatMap(namesOf));
      throw new ToolkitError("CASE_UNKNOWN", wanted, `no case has this name${near}`);
    }
    for (const one of matching) chosen.add(one);
  }
  return cases.filter((one) => chosen.has(one));
}

function namesOf({ case: { uid, id, aliases } }: Named): readonly string[] {
  return [uid, id, ...aliases];
}
