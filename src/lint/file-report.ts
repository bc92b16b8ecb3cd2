/** What the validation of one file found, and how findings are gathered. */

export type FileKind = "chunk" | "chunk array" | "chunk lines" | "event stream" | "go-vcr cassette";

/**
 * One thing found. An error does not fit the wire schema or is no JSON; a note departs from the letter of OpenAI's
 * reference, as many providers do.
 */
export type FileProblem = {
  /** The first place: `file:line`, `file:event 3:choices[0].delta.content`, `file:interactions[0].response.body:event 3`. */
  readonly place: string;
  readonly severity: "error" | "note";
  /** Says how often, where it is more than once. */
  readonly message: string;
  readonly count: number;
};

export type FileReport = {
  readonly kind: FileKind;
  /** What was seen, by name: interactions, streams, events, chunks, errors (payloads), done, foreign. */
  readonly counts: Readonly<Record<string, number>>;
  /** Errors first; in each, in order of first appearance. */
  readonly problems: readonly FileProblem[];
};

/** Collects counts and problems; the same trouble at the same member is one problem with a count. */
export type ReportDraft = {
  readonly count: (name: string) => void;
  readonly add: (severity: FileProblem["severity"], place: string, path: string, message: string) => void;
  readonly finish: (kind: FileKind) => FileReport;
};

/** Starts a report. `names` are counted from 0, so that they are shown even where nothing was seen. */
export function startReport(names: readonly string[]): ReportDraft {
  const counts = new Map<string, number>(names.map((name) => [name, 0]));
  const found = new Map<string, { place: string; severity: FileProblem["severity"]; message: string; count: number }>();
  return {
    count(name) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    add(severity, place, path, message) {
      const key = `${severity} ${path.replace(/\[\d+\]/g, "[]")} ${message}`;
      const known = found.get(key);
      if (known !== undefined) known.count += 1;
      else found.set(key, { place: path === "" ? place : `${place}:${path}`, severity, message, count: 1 });
    },
    finish(kind) {
      const problems = [...found.values()].map((problem) => ({
        ...problem,
        message: problem.count === 1 ? problem.message : `${problem.message} (${problem.count} times, here first)`,
      }));
      const ordered = ["error", "note"].flatMap((severity) =>
        problems.filter((problem) => problem.severity === severity),
      );
      return { kind, counts: Object.fromEntries(counts), problems: ordered };
    },
  };
}
