/** The command `generate`: streams drawn from a seed, written as files. */
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  drawDialect,
  FAULTS,
  findProfiles,
  type NumberedStream,
  PROFILES,
  QUIRKS,
  type DialectProfile,
} from "../../generators/index.ts";
import { didYouMean, ToolkitError } from "../../src/base/index.ts";
import type { ExitCode } from "./exit-codes.ts";
import { GENERATED_CASES_MAX } from "./generated-case.ts";
import { chooseShown } from "./generated-changes.ts";
import {
  CASES_FOLDER,
  describeStream,
  GENERATED_FORMATS,
  type GeneratedFormat,
  type Origin,
  printLine,
} from "./generated-file.ts";
import { type Disk, openGeneratedFolder } from "./generated-folder.ts";
import { REFUSED } from "./generated-names.ts";
import { packageVersion } from "./package-facts.ts";
import type { Terminal } from "./terminal.ts";

export type GenerateOptions = {
  readonly dialect: string;
  /** Ids, ends of ids, patterns; those that are refused begin with `!`. */
  readonly quirk: readonly string[];
  readonly fault: readonly string[];
  readonly seed: number;
  readonly count: number;
  /** The number of the first stream (default 0): a run can go on where another ended. */
  readonly first?: number;
  readonly format: string;
  /** A folder, or `-` for standard output. */
  readonly out?: string;
  readonly list?: boolean;
};

/** Streams between two looks at whether Ctrl-C was pressed. */
const STREAMS_A_TURN = 32;

const STANDARD_OUTPUT = "-";

/** `disk` is another than the machine's own in tests. */
export async function generate(options: GenerateOptions, terminal: Terminal, disk?: Disk): Promise<ExitCode> {
  if (options.list === true) return listNames(terminal);
  const found = findProfiles(options.dialect);
  // A file says which profile it is of; a name that only a dialect has stands for all of its profiles.
  const profiles = found.named === null ? found.all : [found.named];
  const quirks = chooseShown("quirk", options.quirk, QUIRKS, profiles);
  const faults = chooseShown("fault", options.fault, FAULTS, profiles);
  const format = formatOf(options.format);
  const { out, seed, count, first = 0 } = options;
  if (out === undefined) throw new ToolkitError("USAGE", "--out", "name the folder that the files go to");
  refuseOdd(options, format);

  const origin: Origin = { command: commandOf(options), seed, version: packageVersion() };
  const streams = drawDialect({
    profiles,
    seed,
    count,
    first,
    quirks: quirks.named,
    quirksInTurn: quirks.matched,
    faults: [...faults.named, ...faults.matched],
  });
  const isToOutput = out === STANDARD_OUTPUT;
  const written = isToOutput
    ? await print(streams, format, origin, terminal)
    : await writeFolder(streams, format, origin, { out, count, first }, terminal, disk);
  const isPartial = written < count;
  const told = `${written}${isPartial ? ` of ${count}` : ""} streams of ${describeProfiles(options.dialect, profiles)} written to ${isToOutput ? "standard output" : out}`;
  (isToOutput ? terminal.stderr : terminal.stdout).write(
    `${told}${profiles.every(({ isProvisional }) => isProvisional) ? " (provisional: hardly a raw recording behind it)" : ""}\n`,
  );
  return isPartial ? 130 : 0;
}

/** Returns how many were written before the end, or before Ctrl-C. */
async function writeFolder(
  streams: Iterable<NumberedStream>,
  format: GeneratedFormat,
  origin: Origin,
  { out, count, first }: { readonly out: string; readonly count: number; readonly first: number },
  terminal: Terminal,
  disk: Disk | undefined,
): Promise<number> {
  const folder = openGeneratedFolder(out, terminal.cwd, format === "case" ? [CASES_FOLDER] : [], disk);
  const width = Math.max(3, String(first + count - 1).length);
  try {
    for await (const drawn of inTurns(streams, terminal)) {
      const name = `${drawn.whole.profile.name}-${origin.seed}-${String(drawn.number).padStart(width, "0")}`;
      folder.add(GENERATED_FORMATS[format](drawn, name, origin), describeStream(drawn, origin));
    }
  } catch (error) {
    folder.breakOff(count, "a file could not be written");
    throw error;
  }
  if (folder.whole() < count) folder.breakOff(count, "interrupted");
  return folder.whole();
}

async function print(
  streams: Iterable<NumberedStream>,
  format: GeneratedFormat,
  origin: Origin,
  terminal: Terminal,
): Promise<number> {
  let printed = 0;
  for await (const drawn of inTurns(streams, terminal)) {
    terminal.stdout.write(printLine(drawn, format, origin));
    printed += 1;
  }
  return printed;
}

/** Now and then the loop of events has its turn: only there does Ctrl-C, or a pipe that was closed, come to be known. */
async function* inTurns(streams: Iterable<NumberedStream>, terminal: Terminal): AsyncGenerator<NumberedStream> {
  let drawn = 0;
  for (const one of streams) {
    yield one;
    drawn += 1;
    if (drawn % STREAMS_A_TURN === 0) await nextTurn();
    if (terminal.interrupted.aborted) return;
  }
}

function describeProfiles(dialect: string, [one, ...others]: readonly DialectProfile[]): string {
  return others.length === 0 ? (one?.title ?? dialect) : `${dialect}, in ${others.length + 1} profiles,`;
}

function formatOf(name: string): GeneratedFormat {
  const names = Object.keys(GENERATED_FORMATS);
  if (Object.hasOwn(GENERATED_FORMATS, name)) return name as GeneratedFormat;
  const near = didYouMean(name, names);
  const detail = `no format is called ${JSON.stringify(name)}${near === "" ? `; there are ${names.join(", ")}` : near}`;
  throw new ToolkitError("USAGE", `--format ${name}`, detail);
}

function refuseOdd({ count, first = 0, fault, out }: GenerateOptions, format: GeneratedFormat): void {
  if (format === "case" && first + count > GENERATED_CASES_MAX) {
    const detail = `${first + count} cases would need more uids than there are; at most ${GENERATED_CASES_MAX} go in one folder`;
    throw new ToolkitError("LIMIT_EXCEEDED", "--count", detail);
  }
  if (out === STANDARD_OUTPUT && format !== "json" && format !== "chunks") {
    throw new ToolkitError("USAGE", `--format ${format}`, "it is made of files; to standard output go json and chunks");
  }
  if (format === "chunks" && fault.length > 0) {
    throw new ToolkitError(
      "USAGE",
      "--format chunks",
      "a fault strikes bytes, which chunks do not show; take sse or json",
    );
  }
}

/** Without the folder: the same bytes go anywhere. */
function commandOf({ dialect, quirk, fault, seed, count, first = 0, format }: GenerateOptions): string {
  const changes = [...flags("quirk", quirk), ...flags("fault", fault)];
  return [
    "streamproof generate",
    `--dialect ${dialect}`,
    ...changes,
    `--seed ${seed}`,
    `--count ${count}`,
    ...(first === 0 ? [] : [`--first ${first}`]),
    `--format ${format}`,
  ].join(" ");
}

function flags(name: string, asked: readonly string[]): readonly string[] {
  return asked.map((one) =>
    one.startsWith(REFUSED) ? `--no-${name} ${quoted(one.slice(REFUSED.length))}` : `--${name} ${quoted(one)}`,
  );
}

/** A shell would take a pattern for names of files. */
function quoted(name: string): string {
  return name.includes("*") ? `'${name}'` : name;
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
