/** Finds the folder of fixtures that ships with this package. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolkitError } from "../../src/base/index.ts";

const PACKAGE = "streamproof";

/**
 * Walks up from `from` (a file URL; this module by default) to the package.json named streamproof, so that it
 * works from the sources and from `dist/` alike. FILE_UNREADABLE where none is found.
 */
export function fixturesRoot(from: string = import.meta.url): string {
  for (let folder = dirname(fileURLToPath(from)); ; folder = dirname(folder)) {
    if (packageName(join(folder, "package.json")) === PACKAGE) return join(folder, "fixtures");
    if (dirname(folder) === folder) break;
  }
  throw new ToolkitError("FILE_UNREADABLE", "package.json", `no package.json named ${PACKAGE} above ${from}`);
}

function packageName(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { readonly name?: unknown } | null)?.name;
  } catch {
    // A folder on the way up whose package.json cannot be read is not ours.
    return undefined;
  }
}
