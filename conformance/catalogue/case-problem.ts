/** Words one problem that the case schema found: its place inside the document, what is wrong, what was meant. */
import type { z } from "zod";
import { didYouMean, type TooMany } from "../../src/base/index.ts";

export type CaseProblem = {
  /** `.exchanges[0].chunks`, or "" for the document. */ readonly path: string;
  readonly detail: string;
};

const KEYS_NAMED_MAX = 5;
/** No member's name is as long; how near one is takes time by its length. */
const NAME_CHARACTERS_MAX = 100;

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** The most telling problem of a failed parse; `shape` is the schema that was asked, to find names near to unknown ones. */
export function caseProblem(issues: readonly (Issue | TooMany)[], shape: Schema): CaseProblem {
  // A misspelled member is also a missing one: the misspelling is the better news.
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) return { path: "", detail: "it does not fit" };
  return wordIssue(issue, [], shape);
}

function wordIssue(issue: Issue | TooMany, above: readonly PropertyKey[], shape: Schema): CaseProblem {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    const names = memberNames(shapeAt(shape, path));
    const keys = issue.keys.slice(0, KEYS_NAMED_MAX);
    const said = keys.map((key) => `${shorten(key)}${key.length > NAME_CHARACTERS_MAX ? "" : didYouMean(key, names)}`);
    const more = issue.keys.length - keys.length;
    const detail = `unknown member ${said.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
    return { path: pathText([...path, ...keys.slice(0, 1).map(shorten)]), detail };
  }
  if (issue.code === "invalid_union") {
    // The branch that got furthest is the one that was meant: only its own problems are worth reading.
    const branch = issue.errors
      .map((issues) => ({ issues, score: nearness(issues) }))
      .sort((a, b) => b.score - a.score)[0];
    const first = branch?.issues[0];
    if (first !== undefined) return wordIssue(first, path, shape);
  }
  return { path: pathText(path), detail: issue.message };
}

function shorten(name: string): string {
  return name.length > NAME_CHARACTERS_MAX ? `${name.slice(0, NAME_CHARACTERS_MAX)}…` : name;
}

/** Higher for a branch whose members were recognised: it failed deeper inside, or only by a name too many. */
function nearness(issues: readonly Issue[]): number {
  let score = -issues.length;
  for (const issue of issues) {
    score += issue.path.length;
    if (issue.code === "unrecognized_keys") score -= issue.keys.length - 0.5;
  }
  return score;
}

export function pathText(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
}

/** The parts of a schema that say which members a place may have; unions give all of theirs. */
type Described = {
  readonly type: string;
  readonly innerType?: Schema;
  readonly element?: Schema;
  readonly options?: readonly Schema[];
  readonly shape?: Readonly<Record<string, Schema>>;
};

const described = (schema: Schema): Described => schema._zod.def as unknown as Described;

function branches(schema: Schema): readonly Schema[] {
  const { innerType, options } = described(schema);
  if (innerType !== undefined) return branches(innerType);
  return options === undefined ? [schema] : options.flatMap(branches);
}

function shapeAt(schema: Schema, path: readonly PropertyKey[]): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (here, step) =>
      here.flatMap(branches).flatMap((one) => {
        const { element, shape } = described(one);
        const next = typeof step === "number" ? element : shape?.[String(step)];
        return next === undefined ? [] : [next];
      }),
    [schema],
  );
}

function memberNames(schemas: readonly Schema[]): readonly string[] {
  return schemas.flatMap(branches).flatMap((schema) => Object.keys(described(schema).shape ?? {}));
}
