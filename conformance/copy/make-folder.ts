/** Makes a folder with all that it stands in. */
import { mkdirSync, statSync, type Stats } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";

/**
 * `folder` is absolute, `shown` its name in messages. One level at a time: Node's recursive mkdir never returns where
 * the system answers ENOENT below a folder that is there, as /proc does.
 * @throws ToolkitError `FILE_UNWRITABLE`, with the first folder on the way that cannot be made.
 */
export function makeFolder(folder: string, shown: string): void {
  try {
    const stat = statOrNull(folder);
    if (stat?.isDirectory() === true) return;
    if (stat !== null) throw new ToolkitError("FILE_UNWRITABLE", shown, `${folder} is a file, no folder`);
    const parent = path.dirname(folder);
    if (parent !== folder) makeFolder(parent, shown);
    mkdirSync(folder);
  } catch (error) {
    if (error instanceof ToolkitError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    // Another process may have made it meanwhile.
    if (code === "EEXIST" && statOrNull(folder)?.isDirectory() === true) return;
    const detail = code === "ENOENT" ? `no folder can be made in ${path.dirname(folder)}` : message;
    throw new ToolkitError("FILE_UNWRITABLE", shown, detail, { cause: error });
  }
}

function statOrNull(at: string): Stats | null {
  try {
    return statSync(at, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    // A file stands where a folder is due: the folder above will say so.
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return null;
    throw error;
  }
}
