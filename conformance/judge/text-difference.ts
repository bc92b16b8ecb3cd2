/** Names the way in which a reported text differs from the text that was due. */
import { commonPrefixLength } from "./bound-value.ts";
import { digestFits, digestIsPrefix, isEmptyText, type MaybeText } from "./same-text.ts";

export type TextDifference = "lost" | "changed" | "duplicated" | "invented";

/** Beyond this many characters only the cheap signs of a repeat are looked for. */
const FACTOR_CHARS_MAX = 4_000;

/**
 * The kind of a difference between texts already known to differ. A guess at the cause, never at whether there is one:
 * lost is a subsequence of what was due, duplicated is made of more than one copy of its parts, invented contains it
 * whole with something foreign, everything else is changed.
 */
export function textDifference(due: MaybeText, reported: MaybeText): TextDifference {
  if (isEmptyText(due) && isEmptyText(reported)) return "changed";
  if (isEmptyText(reported)) return "lost";
  if (isEmptyText(due)) return "invented";
  if (typeof due !== "string") return "changed";
  if (typeof reported !== "string") return digestDifference(due, reported ?? { length: 0, sha256: "" });
  if (reported.length < due.length) return isSubsequence(reported, due) ? "lost" : "changed";
  if (reported.length === due.length) return "changed";
  if (repeats(due, reported)) return "duplicated";
  return containsWhole(due, reported) ? "invented" : "changed";
}

// --- internal ---

function digestDifference(due: string, digest: { readonly length: number; readonly sha256: string }): TextDifference {
  if (digestIsPrefix(due, digest)) return "lost";
  return [2, 3].some((times) => digestFits(due.repeat(times), digest)) ? "duplicated" : "changed";
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (let index = 0; index < whole.length && at < part.length; index++) {
    if (whole.charCodeAt(index) === part.charCodeAt(at)) at++;
  }
  return at === part.length;
}

/** The due text with one run of characters put in somewhere: `[where the run starts, its length]`, or null. */
function insertion(due: string, reported: string): readonly [start: number, length: number] | null {
  const head = commonPrefixLength(due, reported);
  const length = reported.length - due.length;
  return length > 0 && reported.slice(head + length) === due.slice(head) ? [head, length] : null;
}

function repeats(due: string, reported: string): boolean {
  const first = reported.indexOf(due);
  if (first >= 0 && reported.indexOf(due, first + due.length) >= 0) return true;
  const inserted = insertion(due, reported);
  if (inserted !== null) {
    const run = reported.slice(inserted[0], inserted[0] + inserted[1]);
    // A single foreign-looking character may stand elsewhere in the text by chance; right before it, it is a repeat.
    return run.length > 1 ? due.includes(run) : due.charAt(inserted[0] - 1) === run;
  }
  if (reported.length > FACTOR_CHARS_MAX) return false;
  return madeOfParts(due, reported);
}

/** True where `reported` is a row of pieces of `due`, each longer than a letter or two: fragments said twice. */
function madeOfParts(due: string, reported: string): boolean {
  let at = 0;
  let pieces = 0;
  while (at < reported.length) {
    let length = 0;
    while (at + length < reported.length && due.includes(reported.slice(at, at + length + 1))) length++;
    if (length === 0) return false;
    at += length;
    pieces++;
    if (pieces * 2 > reported.length) return false;
  }
  return true;
}

function containsWhole(due: string, reported: string): boolean {
  return reported.includes(due) || insertion(due, reported) !== null;
}
