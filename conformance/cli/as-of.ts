/** Leaves out the cases that are newer than a version. */
import { ToolkitError } from "../../src/base/index.ts";
import type { Case } from "../shape/case.ts";
import { compareVersions } from "./compare-versions.ts";

/** All cases where `version` is undefined. USAGE where it is no version, or no case is as old. */
export function casesAsOf<T extends { readonly case: Pick<Case, "since"> }>(
  cases: readonly T[],
  version: string | undefined,
): readonly T[] {
  if (version === undefined) return cases;
  if (compareVersions(version, version) === null)
    throw new ToolkitError("USAGE", `--as-of ${version}`, "is no version such as 0.1.0");
  const chosen = cases.filter(({ case: one }) => {
    const order = compareVersions(one.since, version);
    return order !== null && order <= 0;
  });
  if (chosen.length === 0) throw new ToolkitError("USAGE", `--as-of ${version}`, "no case is as old as this version");
  return chosen;
}
