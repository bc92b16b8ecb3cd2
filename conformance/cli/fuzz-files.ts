/** Plans the files of a fuzz run's failures: what the report says of them, and how they are written after it. */
import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import { makeFolder } from "../copy/make-folder.ts";
import { fixturesOfFailure, type FuzzFailure } from "../fuzz/index.ts";
import { quoteShell } from "./quote-shell.ts";

/** Beside what seeds draw: the folder that is never drawn anew. */
const SAVE_FOLDER = path.join("fixtures", "generated", "found");

export type Rows = readonly (readonly [label: string, text: string])[];

/** What is to be printed of files, then written; each step by itself. */
export type PlannedFiles = { readonly rows: Rows; readonly steps: readonly (() => void)[] };

/** The folder that paths start from, and the command of the adapter. */
type Place = { readonly cwd: string; readonly command: readonly string[] };

/** All files of the failure into `out`. */
export function planFailure(failure: FuzzFailure, repeat: string, out: string, { command, cwd }: Place): PlannedFiles {
  const { uid, variant, files } = fixturesOfFailure(failure, repeat);
  const only = variant === null || variant === "plain" ? "" : ` --variant ${variant}`;
  const fixtures = `--fixtures ${quoteShell(out)}`;
  // As it was found: behind a gap alone a busy client may never see the cut.
  const delivery = failure.draw.offsets.length === 0 ? "" : " --strict-delivery";
  return {
    rows: [
      ["written", files.map(({ name }) => path.join(out, name)).join(", ")],
      [
        "check",
        `npx streamproof check ${fixtures} --only ${uid}${only}${delivery} -- ${command.map(quoteShell).join(" ")}`,
      ],
      ["serve", `npx streamproof serve ${uid}${only} ${fixtures}`],
    ],
    steps: files.map(
      ({ name, content }) =>
        () =>
          addFile(path.resolve(cwd, out, name), path.join(out, name), content),
    ),
  };
}

/** The case alone, where cases are read from: every other YAML file there would be taken for one. */
export function planSaved(failure: FuzzFailure, repeat: string, { cwd }: Omit<Place, "command">): PlannedFiles {
  const { uid, id, files } = fixturesOfFailure(failure, repeat);
  const found = files.find(({ name }) => name.endsWith(".case.yaml"));
  if (found === undefined) return { rows: [], steps: [] };
  const file = path.join(SAVE_FOLDER, found.name);
  const lock = path.join("fixtures", "uid.lock");
  const hasLock = kindOf(path.join(cwd, lock)) !== "nothing";
  const saved = ["saved", `${file}; before it is a case for all it needs its why and its references`] as const;
  return {
    rows: hasLock ? [saved, ["", `its uid ${uid} stands in ${lock}`]] : [saved],
    steps: [
      () => {
        addFile(path.join(cwd, file), file, found.content);
        if (hasLock) lockUid(path.join(cwd, lock), lock, uid, id);
      },
    ],
  };
}

// --- internal ---

/** The lock is sorted, its comments first; a uid that stands there already stays. */
function lockUid(file: string, shown: string, uid: string, id: string): void {
  if (kindOf(file) !== "file") throw new ToolkitError("FILE_UNWRITABLE", shown, "it is no plain file");
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  if (lines.some((line) => line.startsWith(`${uid} `))) return;
  const comments = lines.filter((line) => line.startsWith("#"));
  const uids = [...lines.filter((line) => !line.startsWith("#")), `${uid} ${id}`].sort();
  // Whole or not at all: a lock of which half is written has lost uids for ever.
  const making = `${file}.${process.pid}.making`;
  attempt(shown, () => {
    try {
      writeFileSync(making, `${[...comments, ...uids].join("\n")}\n`, { flag: "wx" });
      renameSync(making, file);
    } finally {
      rmSync(making, { force: true });
    }
  });
}

/** What stands there already and says the same is as good; anything else may be somebody's work, and stays. */
function addFile(file: string, shown: string, content: string | Uint8Array): void {
  makeFolder(path.dirname(file), shown);
  const bytes = Buffer.from(content);
  switch (kindOf(file)) {
    case "nothing":
      return attempt(shown, () => writeFileSync(file, bytes, { flag: "wx" }));
    case "file":
      if (withoutHead(attempt(shown, () => readFileSync(file))) === withoutHead(bytes)) return;
      throw new ToolkitError("FILE_EXISTS", shown, "it holds something else, and was left as it is");
    case "other":
      throw new ToolkitError("FILE_EXISTS", shown, "it is a link or no file, and was left as it is");
  }
}

/** Links are not followed: what they lead to is not ours. */
function kindOf(file: string): "nothing" | "file" | "other" {
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    return stat === undefined ? "nothing" : stat.isFile() ? "file" : "other";
  } catch {
    // A file stands in place of a folder on the way: who writes there will hear of it.
    return "nothing";
  }
}

/** Without the comments at its top: they hold the command, and two commands may find one and the same case. */
function withoutHead(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/^(?:#[^\n]*\n)+/, "");
}

function attempt<Value>(shown: string, step: () => Value): Value {
  try {
    return step();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ToolkitError("FILE_UNWRITABLE", shown, detail, { cause: error });
  }
}
