/** Reads every case below a folder of fixtures. */
import { ToolkitError } from "../../src/base/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import { caseFiles } from "./case-files.ts";
import { fixturesRoot } from "./fixtures-root.ts";
import { loadCase } from "./load-case.ts";

/**
 * All cases, sorted by id: `crafted/**` and `generated/**` hold one in each `.yaml`, `real/**` in each
 * `.case.yaml`, beside the recording it plays. A uid, id or alias that stands twice is CATALOGUE_INVALID.
 */
export function loadCatalogue(root: string = fixturesRoot()): readonly LoadedCase[] {
  const cases = caseFiles(root).map((file) => loadCase(file, root));
  refuseDuplicates(cases);
  return cases.sort((a, b) => (a.case.id < b.case.id ? -1 : 1));
}

function refuseDuplicates(cases: readonly LoadedCase[]): void {
  const owners = new Map<string, string>();
  for (const { case: one, file } of cases) {
    for (const name of [one.uid, one.id, ...one.aliases]) {
      const owner = owners.get(name);
      if (owner !== undefined)
        throw new ToolkitError("CATALOGUE_INVALID", file, `${name} names a case in ${owner} already`);
      owners.set(name, file);
    }
  }
}
