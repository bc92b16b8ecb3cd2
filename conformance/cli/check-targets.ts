/** Finds out before a long run whether the files that it is to write can be written. */
import { accessSync, constants, statSync, type Stats } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";

/** Nothing is made or changed; what goes wrong only later is told later. @throws ToolkitError `FILE_UNWRITABLE`. */
export function checkTargets(files: readonly string[], cwd: string): void {
  for (const file of files) {
    const because = whyUnwritable(path.resolve(cwd, file), true);
    if (because !== null) throw new ToolkitError("FILE_UNWRITABLE", file, because);
  }
}

/** Of a file that is not there yet, its nearest folder is asked. */
function whyUnwritable(at: string, isTarget: boolean): string | null {
  const stat = statOrNull(at);
  if (stat === null) {
    const parent = path.dirname(at);
    return parent === at ? null : whyUnwritable(parent, false);
  }
  if (isTarget && stat.isDirectory()) return "it is a folder; name a file";
  if (!isTarget && !stat.isDirectory()) return `${at} is a file, no folder`;
  try {
    accessSync(at, constants.W_OK);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function statOrNull(at: string): Stats | null {
  try {
    return statSync(at, { throwIfNoEntry: false }) ?? null;
  } catch {
    // What may not be looked at, or stands behind a file, is for the folder above to say.
    return null;
  }
}
