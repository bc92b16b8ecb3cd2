/** Writes a file that a command line names, with the folders above it. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import { makeFolder } from "../copy/make-folder.ts";

/** `file` is absolute, `shown` its name in messages. A file that is there is replaced. FILE_UNWRITABLE where it cannot be. */
export function writeFileAt(file: string, content: string | Uint8Array, shown: string): void {
  makeFolder(path.dirname(file), shown);
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new ToolkitError("FILE_UNWRITABLE", shown, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}
