/** Finds the root of this package, from source or from the built files. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ToolkitError } from "../../src/base/index.ts";

/** Absolute path of the folder that holds our package.json. */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    if (readPackage(folder)?.name === "streamproof") return folder;
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new ToolkitError("INTERNAL", "package.json", "no package.json of streamproof above the program");
    folder = parent;
  }
}

export function packageVersion(): string {
  return String(readPackage(packageRoot())?.version);
}

// By hand: every command asks for the version, and loading the schemas for it would cost most more than they do.
function readPackage(folder: string): { readonly name?: unknown; readonly version?: unknown } | null {
  const file = path.join(folder, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { readonly name?: unknown } | null) : null;
}
