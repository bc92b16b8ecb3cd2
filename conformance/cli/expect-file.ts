/** The file of expected failures, as `check` reads it before a run, holds the run against it, and writes it after. */
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import { readBytes } from "../catalogue/read-bytes.ts";
import { playKeys } from "../expand/index.ts";
import {
  applyExpectations,
  draftEntries,
  printExpectations,
  readExpectations,
  type AppliedExpectations,
  type Expectations,
  type PlayKeys,
} from "../expectations/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { CaseVerdict, Report } from "../shape/report.ts";
import type { Terminal } from "./terminal.ts";

export const DEFAULT_EXPECT_FILE = "streamproof.expect.yaml";

export type ExpectOptions = {
  /** A file; false where none is to be read; undefined for the default, if it is there. */
  readonly expect?: string | false;
  readonly writeExpect?: string;
};

/** Null where nothing is expected. `takesDefault`: the file beside the user's own client says nothing of other clients. */
export function openExpectations(
  options: ExpectOptions,
  terminal: Pick<Terminal, "cwd">,
  takesDefault: boolean,
): Expectations | null {
  if (options.writeExpect !== undefined) refuseToOverwrite(options.writeExpect, terminal);
  if (options.expect === false) return null;
  const hasDefault = takesDefault && existsSync(path.resolve(terminal.cwd, DEFAULT_EXPECT_FILE));
  const file = options.expect ?? (hasDefault ? DEFAULT_EXPECT_FILE : null);
  return file === null ? null : readExpectations(readBytes(path.resolve(terminal.cwd, file), file), file);
}

/** What the run was asked to play: an entry for what it was not asked to play is not stale. */
export type AskedPlays = {
  readonly variants: "default" | "none" | "all";
  readonly variant?: string;
  /** What a budget chose. */
  readonly chosen?: { readonly keys: ReadonlyMap<string, ReadonlySet<string>> } | undefined;
};

/** In UTC: an expected failure expires on the same day everywhere. */
export function dayOfToday(): string {
  return new Date().toISOString().slice(0, 10);
}

/** `today` is `2027-01-31`, in UTC. */
export function holdAgainst(
  expectations: Expectations,
  verdicts: readonly CaseVerdict[],
  catalogue: readonly LoadedCase[],
  asked: AskedPlays,
  today: string,
): AppliedExpectations {
  const byUid = new Map(catalogue.map((loaded) => [loaded.case.uid, loaded]));
  // A case is expanded for its keys, and every entry may ask for them.
  const known = new Map<string, PlayKeys>();
  const keysOf = (uid: string): PlayKeys => {
    const keys = known.get(uid) ?? keysOfCase(byUid.get(uid), asked);
    known.set(uid, keys);
    return keys;
  };
  return applyExpectations({
    expectations,
    verdicts,
    catalogue,
    keysOf,
    today,
  });
}

/** Writes an entry for each failure that counts; tells on standard error what was written, or why nothing was. */
export function writeExpectations(
  file: string,
  report: Pick<Report, "cases" | "complete" | "gate">,
  terminal: Pick<Terminal, "cwd" | "stderr">,
): void {
  const count = draftEntries(report.cases, report.gate.level).length;
  if (!report.complete || count === 0) {
    const why = report.complete ? "no failure is left to expect" : "the run was interrupted";
    terminal.stderr.write(`streamproof: ${file} was not written: ${why}\n`);
    return;
  }
  try {
    writeFileSync(path.resolve(terminal.cwd, file), printExpectations(report.cases, report.gate.level), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") refuse(file);
    throw new ToolkitError("FILE_UNWRITABLE", file, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
  terminal.stderr.write(
    `streamproof: ${file}: ${count} ${count === 1 ? "entry" : "entries"} written; say in each why its failure is expected\n`,
  );
}

// --- internal ---

function refuseToOverwrite(file: string, terminal: Pick<Terminal, "cwd">): void {
  if (existsSync(path.resolve(terminal.cwd, file))) refuse(file);
}

function refuse(file: string): never {
  throw new ToolkitError(
    "FILE_EXISTS",
    file,
    "the file is there already and is not overwritten: its reasons would be lost",
  );
}

function keysOfCase(loaded: LoadedCase | undefined, asked: AskedPlays): PlayKeys {
  if (loaded === undefined) return { played: [], usual: [], all: [] };
  const keys = (variants: AskedPlays["variants"]) => playKeys(loaded, { variants });
  const { variant, chosen } = asked;
  const named = variant === undefined ? [] : playKeys(loaded, { only: variant });
  const kept = chosen?.keys.get(loaded.case.uid);
  return {
    all: [...keys("all"), ...named],
    usual: keys("default"),
    played: variant === undefined ? keys(asked.variants).filter((key) => kept?.has(key) !== false) : named,
  };
}
