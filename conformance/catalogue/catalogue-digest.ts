/** One digest for a set of cases: two reports compare only where it agrees. */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { LoadedCase } from "../shape/case.ts";
import { fixturesRoot } from "./fixtures-root.ts";
import { readBytes } from "./read-bytes.ts";

/**
 * sha256, in hex, of a `sha256sum` listing (`DIGEST  FILE\n`, by file) of the case files and their recordings,
 * so that it can be checked without this toolkit. `root` is the folder that the files are relative to.
 */
export function catalogueDigest(cases: readonly LoadedCase[], root: string = fixturesRoot()): string {
  const files = new Set<string>();
  for (const { file, case: one } of cases) {
    files.add(file);
    if (one.provenance !== undefined) files.add(`${dirname(file)}/${one.provenance.recording}`);
  }
  const lines = [...files].sort().map((file) => `${sha256(readBytes(join(root, file), file))}  ${file}\n`);
  return sha256(new TextEncoder().encode(lines.join("")));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
