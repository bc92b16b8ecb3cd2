/** Writes generated files one by one, with a manifest that has a line for each that is whole. */
import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import { makeFolder } from "../copy/make-folder.ts";
import type { GeneratedFile } from "./generated-file.ts";

/** What is asked of a disk; tests hand in one that is full. */
export type Disk = {
  /** The file is not there before. */
  readonly write: (file: string, content: Uint8Array) => void;
  readonly append: (file: string, text: string) => void;
  readonly truncate: (file: string, bytes: number) => void;
  readonly remove: (file: string) => void;
};

export const NODE_DISK: Disk = {
  write: (file, content) => writeFileSync(file, content, { flag: "wx" }),
  append: (file, text) => appendFileSync(file, text),
  truncate: (file, bytes) => truncateSync(file, bytes),
  remove: (file) => rmSync(file, { force: true }),
};

export const MANIFEST = "manifest.jsonl";

export type GeneratedFolder = {
  /** Files with a line in the manifest. */
  readonly whole: () => number;
  /** The file and its line, or neither. */
  readonly add: (file: GeneratedFile, line: Readonly<Record<string, unknown>>) => void;
  /** Says in the manifest how many of the files asked for are there, where they are not all. */
  readonly breakOff: (of: number, because: string) => void;
};

/** `out` is the folder as it was named, for places; it is made, with those `below` it, and has to be empty. */
export function openGeneratedFolder(
  out: string,
  cwd: string,
  below: readonly string[] = [],
  disk: Disk = NODE_DISK,
): GeneratedFolder {
  const folder = emptyFolder(out, cwd);
  for (const name of below) attempt(`${out}/${name}`, () => mkdirSync(path.join(folder, name)));
  const manifest = path.join(folder, MANIFEST);
  attempt(`${out}/${MANIFEST}`, () => disk.write(manifest, new Uint8Array()));
  let whole = 0;
  let manifestBytes = 0;
  return {
    whole: () => whole,
    add(file, line) {
      const content = Buffer.from(file.content);
      const target = path.join(folder, file.path);
      const text = `${JSON.stringify({ file: file.path, sha256: sha256Of(content), ...line })}\n`;
      let place = `${out}/${file.path}`;
      try {
        disk.write(target, content);
        place = `${out}/${MANIFEST}`;
        disk.append(manifest, text);
      } catch (error) {
        // A half is worse than nothing: who reads the folder would take it for a stream that breaks off.
        quietly(() => disk.remove(target));
        quietly(() => disk.truncate(manifest, manifestBytes));
        throw unwritable(place, error, `; ${whole} files are whole, ${MANIFEST} has a line for each`);
      }
      manifestBytes += Buffer.byteLength(text);
      whole += 1;
    },
    breakOff(of, because) {
      quietly(() => disk.append(manifest, `${JSON.stringify({ whole, of, because })}\n`));
    },
  };
}

/** Files of two runs in one folder could not be told apart. */
function emptyFolder(out: string, cwd: string): string {
  const folder = path.resolve(cwd, out);
  const found = attempt(out, () => statSync(folder, { throwIfNoEntry: false }));
  if (found !== undefined && !found.isDirectory()) {
    throw new ToolkitError("FILE_EXISTS", out, "it is a file; name a folder");
  }
  makeFolder(folder, out);
  if (attempt(out, () => readdirSync(folder)).length > 0) {
    throw new ToolkitError("FILE_EXISTS", out, "the folder is not empty");
  }
  return folder;
}

function attempt<Value>(place: string, step: () => Value): Value {
  try {
    return step();
  } catch (error) {
    throw unwritable(place, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of the disk is used up",
  EFBIG: "the file is larger than may be written",
  EROFS: "the disk is read-only",
  EACCES: "it may not be written",
  ENOTDIR: "a file stands in place of a folder on the way",
};

function unwritable(place: string, error: unknown, more = ""): ToolkitError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const said = error instanceof Error ? error.message : String(error);
  const reason = REASONS[code] === undefined ? said : `${REASONS[code]} (${code})`;
  return new ToolkitError("FILE_UNWRITABLE", place, `${reason}${more}`, { cause: error });
}

/** For steps that tidy up behind a failure, which is what is told. */
function quietly(step: () => void): void {
  try {
    step();
  } catch {
    // The first failure is on its way to the caller.
  }
}

function sha256Of(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
