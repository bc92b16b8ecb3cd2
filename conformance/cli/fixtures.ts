/** The command `fixtures copy`: writes cases as plain files. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import { didYouMean, fixturesRoot, loadCatalogue, selectCases } from "../catalogue/index.ts";
import { copyCatalogue, writeCopy, type CopyVariants } from "../copy/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import { casesAsOf } from "./as-of.ts";
import type { ExitCode } from "./exit-codes.ts";
import { packageVersion } from "./package-facts.ts";
import type { Terminal } from "./terminal.ts";

export type CopyOptions = {
  readonly only: readonly string[];
  readonly profile: readonly string[];
  readonly variants: CopyVariants;
  readonly force?: boolean;
  readonly asOf?: string;
  readonly fixtures?: string;
};

export function copyFixtures(folder: string, options: CopyOptions, terminal: Terminal): ExitCode {
  if (folder === "") throw new ToolkitError("USAGE", "fixtures copy", "a folder's name is due");
  const catalogue = casesAsOf(loadCatalogue(options.fixtures), options.asOf);
  const cases = ofProfiles(selectCases(catalogue, options.only), options.profile, catalogue);
  const licence = path.join(fixturesRoot(), "LICENSE");
  const files = copyCatalogue(cases, {
    toolVersion: packageVersion(),
    variants: options.variants,
    licence: options.fixtures === undefined && existsSync(licence) ? readFileSync(licence) : null,
  });
  writeCopy(path.resolve(terminal.cwd, folder), files, folder, options.force === true);
  terminal.stdout.write(
    `${cases.length} cases copied to ${folder}, ${files.length} files; its README.md says how to read them\n`,
  );
  return 0;
}

function ofProfiles(
  cases: readonly LoadedCase[],
  wanted: readonly string[],
  catalogue: readonly LoadedCase[],
): readonly LoadedCase[] {
  if (wanted.length === 0) return cases;
  const known: readonly string[] = [...new Set(catalogue.map((loaded) => loaded.case.profile))];
  for (const name of wanted) {
    if (!known.includes(name))
      throw new ToolkitError("PROFILE_UNKNOWN", name, `no case has this profile${didYouMean(name, known)}`);
  }
  const chosen = cases.filter((loaded) => wanted.includes(loaded.case.profile));
  if (chosen.length === 0)
    throw new ToolkitError("CASE_UNKNOWN", wanted.join(", "), "none of the cases asked for has this profile");
  return chosen;
}
