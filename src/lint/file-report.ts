/** What the validation of one file found, and how findings are gathered. */
import { ERROR_INVARIANTS, STREAM_INVARIANTS, type InvariantId } from "./invariants/stream-invariants.ts";

/** What a file was taken for, by its content first, then by its name. */
export type FileKind = "chunk" | "chunk array" | "chunk lines" | "event stream" | "go-vcr cassette";

/**
 * One thing found. An error is no JSON, does not fit the wire schema, or breaks what every recorded stream keeps to; a
 * note departs from the letter of OpenAI's reference, as many providers do.
 */
export type FileProblem = FileNote & { readonly severity: "error" | "note" };

/** One thing that is told, and holds against nobody: most providers do otherwise, or it was only worth a look. */
export type FileNote = {
  /** The first place: `file:line`, `file:event 3:choices[0].delta.content`, `file:interactions[0].response.body:event 3`. */
  readonly place: string;
  /** The stream invariant that is broken, where one is: `L47`. */
  readonly invariant?: InvariantId;
  /** Says how often, where it is more than once. */
  readonly message: string;
  readonly count: number;
};

/** All that was found in one file. It fits where no problem is an error. */
export type FileReport = {
  readonly kind: FileKind;
  /** What was seen, by name: interactions, streams, events, chunks, errors (payloads), done, foreign. */
  readonly counts: Readonly<Record<string, number>>;
  /** Errors first; in each, in order of first appearance. */
  readonly problems: readonly FileProblem[];
  /** What departs from the usual, in order of first appearance. */
  readonly notes: readonly FileNote[];
};

type Severity = "error" | "note" | "aside";

/** Collects counts and problems; the same trouble at the same member is one problem with a count. */
export type ReportDraft = {
  readonly count: (name: string) => void;
  readonly add: (severity: FileProblem["severity"], place: string, path: string, message: string) => void;
  /** Something that no rule forbids. */
  readonly aside: (place: string, path: string, message: string) => void;
  /** A broken invariant: how grave it is, the table says; what real servers are `recorded` to do is no error. */
  readonly say: (invariant: InvariantId, place: string, path: string, message: string, isRecorded?: "recorded") => void;
  readonly finish: (kind: FileKind) => FileReport;
};

/** Starts a report. `names` are counted from 0, so that they are shown even where nothing was seen. */
export function startReport(names: readonly string[]): ReportDraft {
  const counts = new Map<string, number>(names.map((name) => [name, 0]));
  const found = new Map<string, { severity: Severity; note: Omit<FileNote, "count">; count: number }>();
  const keep = (severity: Severity, key: string, note: Omit<FileNote, "count">): void => {
    const known = found.get(key);
    if (known !== undefined) known.count += 1;
    else found.set(key, { severity, note, count: 1 });
  };
  const told = (severity: Severity): FileNote[] =>
    [...found.values()]
      .filter((one) => one.severity === severity)
      .map(({ note, count }) => ({
        ...note,
        message: count === 1 ? note.message : `${note.message} (${count} times, here first)`,
        count,
      }));
  return {
    count(name) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    add(severity, place, path, message) {
      keep(severity, `${severity} ${anyItem(path)} ${message}`, { place: inside(place, path), message });
    },
    aside(place, path, message) {
      keep("aside", `aside ${anyItem(path)} ${message}`, { place: inside(place, path), message });
    },
    say(invariant, place, path, message, isRecorded) {
      const isError = ERROR_INVARIANTS.has(invariant) && isRecorded === undefined;
      const severity = isError ? "error" : STREAM_INVARIANTS[invariant].level === "hard" ? "note" : "aside";
      keep(severity, `${invariant} ${severity} ${anyItem(path)}`, { place: inside(place, path), invariant, message });
    },
    finish(kind) {
      const problems = (["error", "note"] as const).flatMap((severity) =>
        told(severity).map((problem): FileProblem => ({ ...problem, severity })),
      );
      return { kind, counts: Object.fromEntries(counts), problems, notes: told("aside") };
    },
  };
}

function inside(place: string, path: string): string {
  return path === "" ? place : `${place}:${path}`;
}

/** The same member of any item of a list. */
function anyItem(path: string): string {
  return path.replace(/\[\d*\]/g, "[]");
}
