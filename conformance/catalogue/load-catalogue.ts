/** Reads every case below a folder of fixtures. */
import { ToolkitError } from "../../src/base/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import { caseFiles } from "./case-files.ts";
import { fixturesRoot } from "./fixtures-root.ts";
import { loadCase } from "./load-case.ts";

/** The cases that ship with the toolkit: they do not change while a process runs, and take a fifth of a second to read. */
let shipped: readonly LoadedCase[] | null = null;

/**
 * All cases, sorted by id: `crafted/**` and `generated/**` hold one in each `.yaml`, `real/**` in each
 * `.case.yaml`, beside the recording it plays. Without a folder those that ship with the toolkit, read once.
 * @throws ToolkitError CATALOGUE_INVALID for a uid, id or alias that stands twice, and what `loadCase` throws.
 */
export function loadCatalogue(root?: string): readonly LoadedCase[] {
  if (root !== undefined) return readCatalogue(root);
  shipped ??= readCatalogue(fixturesRoot());
  return shipped;
}

// --- internal ---

function readCatalogue(root: string): readonly LoadedCase[] {
  const cases = caseFiles(root).map((file) => loadCase(file, root));
  if (cases.length === 0) throw new ToolkitError("FILE_UNREADABLE", root, "there are no cases below this folder");
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
