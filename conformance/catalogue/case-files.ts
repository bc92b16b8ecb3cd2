/** Finds the files of cases below a folder of fixtures. */
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { ToolkitError } from "../../src/base/index.ts";

/** Relative to `root`, with forward slashes, sorted. FILE_UNREADABLE where the folder is. */
export function caseFiles(root: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
  } catch (error) {
    throw new ToolkitError("FILE_UNREADABLE", root, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
  return names.filter(isCaseFile).sort();
}

function isCaseFile(file: string): boolean {
  return file.endsWith(".case.yaml") || (/^(?:crafted|generated)\//.test(file) && file.endsWith(".yaml"));
}
