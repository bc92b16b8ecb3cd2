/** Writes the failures of a fuzz run as files, and says in rows of the report where they are. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import { fixturesOfFailure, type FuzzFailure } from "../fuzz/index.ts";
import { quoteShell } from "./quote-shell.ts";

/** Beside what seeds draw: the folder that is never drawn anew. */
const SAVE_FOLDER = path.join("fixtures", "generated", "found");

export type Rows = readonly (readonly [label: string, text: string])[];

/** The folder that paths start from, and the command of the adapter. */
type Place = { readonly cwd: string; readonly command: readonly string[] };

/** All files of the failure into `out`. */
export function writeFailure(failure: FuzzFailure, repeat: string, out: string, { command, cwd }: Place): Rows {
  const { uid, variant, files } = fixturesOfFailure(failure, repeat);
  for (const { name, content } of files) writeFile(path.resolve(cwd, out, name), content);
  const only = variant === null || variant === "plain" ? "" : ` --variant ${variant}`;
  const fixtures = `--fixtures ${quoteShell(out)}`;
  // As it was found: behind a gap alone a busy client may never see the cut.
  const delivery = failure.draw.offsets.length === 0 ? "" : " --strict-delivery";
  return [
    ["written", files.map(({ name }) => path.join(out, name)).join(", ")],
    [
      "check",
      `npx streamproof check ${fixtures} --only ${uid}${only}${delivery} -- ${command.map(quoteShell).join(" ")}`,
    ],
    ["serve", `npx streamproof serve ${uid}${only} ${fixtures}`],
  ];
}

/** The case alone, where cases are read from: every other YAML file there would be taken for one. */
export function saveFailure(failure: FuzzFailure, repeat: string, { cwd }: Omit<Place, "command">): Rows {
  const { uid, id, files } = fixturesOfFailure(failure, repeat);
  const found = files.find(({ name }) => name.endsWith(".case.yaml"));
  if (found === undefined) return [];
  const file = path.join(SAVE_FOLDER, found.name);
  writeFile(path.join(cwd, file), found.content);
  const lock = path.join(cwd, "fixtures", "uid.lock");
  const isLocked = existsSync(lock) && lockUid(lock, uid, id);
  const rows = isLocked ? [["", `its uid ${uid} stands in ${path.join("fixtures", "uid.lock")}`] as const] : [];
  return [["saved", `${file}; before it is a case for all it needs its why and its references`], ...rows];
}

// --- internal ---

/** False where it stands there already. The lock is sorted, its comments first. */
function lockUid(file: string, uid: string, id: string): boolean {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  if (lines.some((line) => line.startsWith(`${uid} `))) return false;
  const comments = lines.filter((line) => line.startsWith("#"));
  const uids = [...lines.filter((line) => !line.startsWith("#")), `${uid} ${id}`].sort();
  writeFile(file, `${[...comments, ...uids].join("\n")}\n`);
  return true;
}

function writeFile(file: string, content: string | Uint8Array): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ToolkitError("FILE_UNWRITABLE", file, detail, { cause: error });
  }
}
