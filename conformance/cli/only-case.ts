/** Finds the one case, and the one play of it, that a command line names. */
import { ToolkitError } from "../../src/base/index.ts";
import { loadCatalogue, selectCases } from "../catalogue/index.ts";
import { expandCase } from "../expand/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Play } from "../shape/play.ts";

/** One case by uid, id or alias. */
export function onlyCase(name: string, fixtures: string | undefined): LoadedCase {
  const chosen = selectCases(loadCatalogue(fixtures), [name]);
  const [first] = chosen;
  if (first === undefined || chosen.length > 1)
    throw new ToolkitError("CASE_UNKNOWN", name, `${chosen.length} cases match; name one`);
  return first;
}

/** One play of a case by its variant key. */
export function onlyPlay(loaded: LoadedCase, key: string): Play {
  const [play] = expandCase(loaded, { only: key });
  if (play !== undefined) return play;
  const cuts = loaded.case.variants.cuts.includes("two_way") ? ", and cuts=N at any byte inside its body" : "";
  throw new ToolkitError(
    "VARIANT_UNKNOWN",
    `${loaded.case.id} ${key}`,
    `its keys are ${shortKeys(expandCase(loaded))}${cuts}`,
  );
}

/** At most 40 of the keys, with a count of the rest. */
export function shortKeys(plays: readonly Play[]): string {
  const keys = plays.map((play) => play.key);
  return keys.length <= 40 ? keys.join(", ") : `${keys.slice(0, 40).join(", ")} and ${keys.length - 40} more`;
}
