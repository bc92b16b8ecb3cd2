/** The command `generate`: streams drawn from a seed, written as files. */
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { drawDialect, FAULTS, findProfiles, PROFILES, QUIRKS, type DialectProfile } from "../../generators/index.ts";
import { didYouMean, ToolkitError } from "../../src/base/index.ts";
import type { ExitCode } from "./exit-codes.ts";
import { GENERATED_CASES_MAX } from "./generated-case.ts";
import {
  CASES_FOLDER,
  describeStream,
  GENERATED_FORMATS,
  type GeneratedFormat,
  type Origin,
} from "./generated-file.ts";
import { packageVersion } from "./package-facts.ts";
import type { Terminal } from "./terminal.ts";

export type GenerateOptions = {
  readonly dialect: string;
  readonly quirk: readonly string[];
  readonly fault: readonly string[];
  readonly seed: number;
  readonly count: number;
  readonly format: string;
  readonly out?: string;
  readonly list?: boolean;
};

/** Streams between two looks at whether Ctrl-C was pressed. */
const STREAMS_A_TURN = 32;

export async function generate(options: GenerateOptions, terminal: Terminal): Promise<ExitCode> {
  if (options.list === true) return listNames(terminal);
  const found = findProfiles(options.dialect);
  // A file says which profile it is of; a name that only a dialect has stands for all of its profiles.
  const profiles = found.named === null ? found.all : [found.named];
  const quirks = options.quirk.map((id) => named("--quirk", "quirk", id, QUIRKS));
  const faults = options.fault.map((id) => named("--fault", "fault", id, FAULTS));
  const format = formatOf(options.format);
  if (options.out === undefined) throw new ToolkitError("USAGE", "--out", "name the folder that the files go to");
  refuseOdd(options, format);
  const folder = emptyFolder(options.out, format, terminal);

  const origin: Origin = { command: commandOf(options), seed: options.seed, version: packageVersion() };
  const width = Math.max(3, String(options.count - 1).length);
  const manifest = openSync(path.join(folder, "manifest.jsonl"), "wx");
  let written = 0;
  try {
    for (const drawn of drawDialect({ profiles, seed: options.seed, count: options.count, quirks, faults })) {
      const name = `${drawn.whole.profile.name}-${options.seed}-${String(drawn.number).padStart(width, "0")}`;
      const file = GENERATED_FORMATS[format](drawn, name, origin);
      const content = Buffer.from(file.content);
      writeFileSync(path.join(folder, file.path), content, { flag: "wx" });
      const sha256 = createHash("sha256").update(content).digest("hex");
      writeSync(manifest, `${JSON.stringify({ file: file.path, sha256, ...describeStream(drawn, origin) })}\n`);
      written += 1;
      if (written % STREAMS_A_TURN === 0) await nextTurn();
      if (terminal.interrupted.aborted) break;
    }
  } finally {
    closeSync(manifest);
  }
  const isPartial = written < options.count;
  const told = `${written}${isPartial ? ` of ${options.count}` : ""} streams of ${describeProfiles(options.dialect, profiles)} written to ${options.out}`;
  terminal.stdout.write(
    `${told}${profiles.every(({ isProvisional }) => isProvisional) ? " (provisional: no raw recording behind it)" : ""}\n`,
  );
  return isPartial ? 130 : 0;
}

function describeProfiles(dialect: string, [one, ...others]: readonly DialectProfile[]): string {
  return others.length === 0 ? (one?.title ?? dialect) : `${dialect}, in ${others.length + 1} profiles,`;
}

function named<Value>(flag: string, what: string, name: string, table: ReadonlyMap<string, Value>): Value {
  const value = table.get(name);
  if (value !== undefined) return value;
  const near = didYouMean(name, table.keys());
  const detail = `no ${what} is called ${JSON.stringify(name)}${near === "" ? "; `streamproof generate --list` prints all" : near}`;
  throw new ToolkitError("USAGE", `${flag} ${name}`, detail);
}

function formatOf(name: string): GeneratedFormat {
  const names = Object.keys(GENERATED_FORMATS);
  if (Object.hasOwn(GENERATED_FORMATS, name)) return name as GeneratedFormat;
  const near = didYouMean(name, names);
  const detail = `no format is called ${JSON.stringify(name)}${near === "" ? `; there are ${names.join(", ")}` : near}`;
  throw new ToolkitError("USAGE", `--format ${name}`, detail);
}

function refuseOdd({ count, fault }: GenerateOptions, format: GeneratedFormat): void {
  if (format === "case" && count > GENERATED_CASES_MAX) {
    const detail = `${count} cases would need more uids than there are; at most ${GENERATED_CASES_MAX} go in one folder`;
    throw new ToolkitError("LIMIT_EXCEEDED", "--count", detail);
  }
  if (format === "chunks" && fault.length > 0) {
    throw new ToolkitError(
      "USAGE",
      "--format chunks",
      "a fault strikes bytes, which chunks do not show; take sse or json",
    );
  }
}

/** Files of two runs in one folder could not be told apart. */
function emptyFolder(out: string, format: GeneratedFormat, terminal: Terminal): string {
  const folder = path.resolve(terminal.cwd, out);
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0) throw new ToolkitError("FILE_EXISTS", out, "the folder is not empty");
    if (format === "case") mkdirSync(path.join(folder, CASES_FOLDER));
  } catch (error) {
    if (error instanceof ToolkitError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new ToolkitError("FILE_UNWRITABLE", out, detail, { cause: error });
  }
  return folder;
}

/** Without the folder: the same bytes go anywhere. */
function commandOf({ dialect, quirk, fault, seed, count, format }: GenerateOptions): string {
  const changes = [...quirk.map((id) => `--quirk ${id}`), ...fault.map((id) => `--fault ${id}`)];
  return [
    "streamproof generate",
    `--dialect ${dialect}`,
    ...changes,
    `--seed ${seed}`,
    `--count ${count}`,
    `--format ${format}`,
  ].join(" ");
}

function listNames(terminal: Terminal): ExitCode {
  const profiles: readonly DialectProfile[] = Object.values(PROFILES);
  // Dialects that no profile is called after: all of their profiles, by how often each was recorded.
  const dialects = [...new Set(profiles.map(({ dialect }) => dialect))].filter(
    (name) => !Object.hasOwn(PROFILES, name),
  );
  const rows = [
    ...dialects.map((name) => [
      "dialect",
      name,
      findProfiles(name)
        .all.map((one) => one.name)
        .join(", "),
    ]),
    ...profiles.map(({ name, title, isProvisional }) => [
      "dialect",
      name,
      isProvisional ? `${title} (provisional)` : title,
    ]),
    ...[...QUIRKS.values()].map(({ id, title }) => ["quirk", id, title]),
    ...[...FAULTS.values()].map(({ id, title }) => ["fault", id, title]),
  ];
  const width = Math.max(...rows.map(([, name = ""]) => name.length));
  for (const [kind = "", name = "", title = ""] of rows) {
    terminal.stdout.write(`${kind.padEnd(7)}  ${name.padEnd(width)}  ${title}\n`);
  }
  return 0;
}
