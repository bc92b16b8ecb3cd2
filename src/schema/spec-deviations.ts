/** Says where a chunk leaves the letter of OpenAI's reference. */
import type { z } from "zod";
import { SpecChunk } from "./spec-chunk.ts";

/** One departure. `path` reads `choices[0].finish_reason`, and is "" for the chunk as a whole. */
export type SpecDeviation = {
  readonly path: string;
  /** A member left out, a value of another type or vocabulary, or a member that the reference does not know. */
  readonly kind: "missing" | "type" | "unknown";
  readonly message: string;
};

/**
 * Lists every departure, in the order of the shape's members, unknown ones last. Empty for a chunk by the letter.
 * Takes parsed JSON and never throws: what is no object is one deviation.
 */
export function specDeviations(chunk: unknown): readonly SpecDeviation[] {
  const result = SpecChunk.safeParse(chunk);
  return result.success ? [] : result.error.issues.flatMap((issue) => deviationsOf(issue, chunk));
}

function deviationsOf(issue: z.core.$ZodIssue, chunk: unknown): SpecDeviation[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: spell([...issue.path, key]),
      kind: "unknown",
      message: "not a member of the reference",
    }));
  }
  const path = spell(issue.path);
  const missing = issue.path.length > 0 && valueAt(chunk, issue.path) === undefined;
  return [
    missing
      ? { path, kind: "missing", message: "required by the reference, but absent" }
      : { path, kind: "type", message: issue.message },
  ];
}

/** JSON has no undefined, so an undefined value at an issue's path is an absent member. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}

function spell(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}
