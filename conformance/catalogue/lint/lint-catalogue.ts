/** Finds what is wrong with a catalogue beyond the shape of its files: grounds, contradictions, needs, what is presumed, profiles, uids. */
import type { LoadedCase } from "../../shape/case.ts";
import type { CatalogueProblem } from "./catalogue-problem.ts";
import { lintContested } from "./lint-contested.ts";
import { lintGrounds } from "./lint-grounds.ts";
import { lintCapabilities, lintNeeds } from "./lint-needs.ts";
import { lintPresumes } from "./lint-presumes.ts";
import { lintProfiles } from "./lint-profiles.ts";
import { lintUids } from "./lint-uids.ts";

/** Pure. `lock` is the text of `uid.lock`. */
export function lintCatalogue(cases: readonly LoadedCase[], lock: string): readonly CatalogueProblem[] {
  return [
    ...cases.flatMap(lintGrounds),
    ...cases.flatMap(lintNeeds),
    ...cases.flatMap(lintFile),
    ...lintContested(cases),
    ...lintPresumes(cases),
    ...lintCapabilities(cases),
    ...lintProfiles(cases),
    ...lintUids(cases, lock),
  ];
}

/** A crafted case is found by its id. */
function lintFile({ case: one, file }: LoadedCase): readonly CatalogueProblem[] {
  const due = `crafted/${one.id}.yaml`;
  return file.startsWith("crafted/") && file !== due ? [{ uid: one.uid, place: file, detail: `is due at ${due}` }] : [];
}
