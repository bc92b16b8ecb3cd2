/** Writes a copy into a folder, and nothing outside of it. */
import { lstatSync, readFileSync, readdirSync, rmSync, rmdirSync, statSync, writeFileSync, type Stats } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import type { CopiedFile } from "./copied-case.ts";
import { digestOf, MANIFEST_FILE } from "./copy-catalogue.ts";
import { makeFolder } from "./make-folder.ts";
import { readManifest } from "./read-manifest.ts";

/**
 * `folder` is absolute, `shown` its name in messages. An empty or missing folder is filled. With `force`, files that an
 * earlier copy lists in its manifest are replaced if they are as it wrote them; all is checked before anything changes.
 * @throws ToolkitError `FILE_EXISTS` where something stands in the way, `FILE_UNWRITABLE` where the system refuses.
 */
export function writeCopy(folder: string, files: readonly CopiedFile[], shown: string, force: boolean): void {
  // The folder itself may be a link: that is whoever named it.
  const stat = told(shown, () => statOrNull(folder, true));
  if (stat !== null && !stat.isDirectory()) refuse(shown, "is a file, not a folder");
  const present = stat === null ? [] : told(shown, () => readdirSync(folder));
  if (present.length > 0 && !force)
    refuse(shown, "the folder is not empty; `--force` replaces what an earlier copy wrote there, and nothing else");
  const own = present.length === 0 ? [] : ownFiles(folder, shown);
  const owned = new Set(own);
  for (const { path: name } of files) requireFree(folder, name, shown, owned);

  told(shown, () => {
    for (const name of own) rmSync(path.join(folder, name), { force: true });
    removeEmptied(folder, own);
    for (const { path: name, bytes } of files) {
      const file = path.join(folder, name);
      makeFolder(path.dirname(file), shown);
      // `wx`: whatever came there since it was looked at stays.
      writeFileSync(file, bytes, { flag: "wx" });
    }
  });
}

// --- internal ---

/** The files of an earlier copy that are still there, and are still what it wrote. */
function ownFiles(folder: string, shown: string): readonly string[] {
  const file = path.join(folder, MANIFEST_FILE);
  const stat = told(shown, () => statOrNull(file, false));
  if (stat === null || !stat.isFile())
    refuse(shown, `the folder is not empty and has no ${MANIFEST_FILE} of an earlier copy`);
  const listed = readManifest(
    told(shown, () => readFileSync(file)),
    `${shown}/${MANIFEST_FILE}`,
  );
  const present: string[] = [];
  for (const [name, digest] of listed) {
    requireNoLink(folder, name, shown);
    const at = path.join(folder, name);
    const found = told(shown, () => statOrNull(at, false));
    if (found === null) continue;
    if (!found.isFile() || digestOf(told(shown, () => readFileSync(at))) !== digest)
      refuse(`${shown}/${name}`, "was changed since it was copied; move it away, or name another folder");
    present.push(name);
  }
  return [...present, MANIFEST_FILE];
}

function requireFree(folder: string, name: string, shown: string, owned: ReadonlySet<string>): void {
  requireNoLink(folder, name, shown);
  if (!owned.has(name) && told(shown, () => statOrNull(path.join(folder, name), false)) !== null)
    refuse(`${shown}/${name}`, "is there already, and no earlier copy wrote it");
}

/** A link inside the folder could lead out of it. */
function requireNoLink(folder: string, name: string, shown: string): void {
  const parts = name.split("/");
  for (let count = 1; count < parts.length; count += 1) {
    const part = parts.slice(0, count).join("/");
    const stat = told(shown, () => statOrNull(path.join(folder, part), false));
    if (stat !== null && !stat.isDirectory()) refuse(`${shown}/${part}`, "is no folder: nothing is written through it");
  }
}

function removeEmptied(folder: string, names: readonly string[]): void {
  const parents = new Set<string>();
  for (const name of names) {
    const parts = name.split("/");
    for (let count = parts.length - 1; count > 0; count -= 1) parents.add(parts.slice(0, count).join("/"));
  }
  for (const name of [...parents].sort((a, b) => b.length - a.length)) {
    const at = path.join(folder, name);
    if (statOrNull(at, false)?.isDirectory() === true && readdirSync(at).length === 0) rmdirSync(at);
  }
}

function statOrNull(at: string, follow: boolean): Stats | null {
  return (follow ? statSync : lstatSync)(at, { throwIfNoEntry: false }) ?? null;
}

function told<T>(place: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof ToolkitError) throw error;
    throw new ToolkitError("FILE_UNWRITABLE", place, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

function refuse(place: string, detail: string): never {
  throw new ToolkitError("FILE_EXISTS", place, detail);
}
