/** Finds the root of this package, from source or from the built files. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { ToolkitError } from "../../src/base/index.ts";

const PackageFile = z.object({ name: z.string(), version: z.string() });

/** Absolute path of the folder that holds our package.json. */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = path.join(folder, "package.json");
    if (existsSync(file) && PackageFile.safeParse(JSON.parse(readFileSync(file, "utf8"))).data?.name === "streamproof")
      return folder;
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new ToolkitError("INTERNAL", "package.json", "no package.json of streamproof above the program");
    folder = parent;
  }
}

export function packageVersion(): string {
  return PackageFile.parse(JSON.parse(readFileSync(path.join(packageRoot(), "package.json"), "utf8"))).version;
}
