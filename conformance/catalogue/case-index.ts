/** The index of the cases: what a list of them shows, written when the package is built, so that a list reads no YAML. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Case, LoadedCase } from "../shape/case.ts";
import { caseFiles } from "./case-files.ts";

const SCHEMA = "streamproof/case-index@1";

/** The members that `cases list` prints or selects by, in the order in which it prints them. */
const MEMBERS = [
  "uid",
  "id",
  "title",
  "rule",
  "level",
  "basis",
  "input",
  "profile",
  "op",
  "needs",
  "tags",
  "since",
  "aliases",
] as const satisfies readonly (keyof Case)[];

export type IndexedCase = { readonly case: Pick<Case, (typeof MEMBERS)[number]> };

/** Where the build puts the index of this package's cases: beside the built form of this file. */
export const CASE_INDEX_FILE = fileURLToPath(new URL("index.json", import.meta.url));

export function indexCase(loaded: LoadedCase): IndexedCase {
  return { case: Object.fromEntries(MEMBERS.map((name) => [name, loaded.case[name]])) as IndexedCase["case"] };
}

/** The text of the index. `root` is the folder that the cases were loaded from. */
export function printCaseIndex(cases: readonly LoadedCase[], root: string): string {
  return `${JSON.stringify({ schema: SCHEMA, files: digestOfFiles(root), cases: cases.map(indexCase) })}\n`;
}

/** Null where there is no index, or it was made of other files than those below `root` now. */
export function readCaseIndex(root: string, file: string = CASE_INDEX_FILE): readonly IndexedCase[] | null {
  if (!existsSync(file)) return null;
  const { schema, files, cases } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly schema: string;
    readonly files: string;
    readonly cases: readonly IndexedCase[];
  };
  return schema === SCHEMA && files === digestOfFiles(root) ? cases : null;
}

/** Of names and bytes, so that a case edited after the build is never listed as it was. */
function digestOfFiles(root: string): string {
  const digest = createHash("sha256");
  for (const file of caseFiles(root)) {
    const bytes = readFileSync(join(root, file));
    digest.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return digest.digest("hex");
}
