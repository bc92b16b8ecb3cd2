/** Compares token usage in the members that are both due and reported. */
import type { Finding } from "../shape/finding.ts";
import type { UsageView } from "./read-report.ts";
import { failure } from "./judgement.ts";
import { member, numberOf, sameJson } from "./same-json.ts";

/** Without these two, usage is no usage. */
const INDISPENSABLE = ["prompt_tokens", "completion_tokens"];

/** `absentAsZero`: the client says zeros where it was told nothing, and admits it. */
export function compareUsage(due: UsageView, reported: UsageView, absentAsZero: boolean): readonly Finding[] {
  const nothing = isBlank(reported) || (absentAsZero && isZero(reported));
  if (due === null) return nothing ? [] : [failure("usage.invented", "usage", null, reported)];
  if (nothing)
    return isBlank(due) || (absentAsZero && isZero(due)) ? [] : [failure("usage.lost", "usage", due, reported)];
  const findings: Finding[] = [];
  compareMembers(due, reported, "usage", findings);
  return findings;
}

// --- internal ---

/** Details of usage lie one level down; what a client nests deeper than this is no usage. */
const DEPTH_MAX = 20;

function compareMembers(due: object, reported: unknown, path: string, findings: Finding[]): void {
  for (const [name, expected] of Object.entries(due)) {
    const actual = member(reported, name);
    const here = `${path}.${name}`;
    if (isZero(expected) && isZero(actual)) continue;
    if (actual === undefined || actual === null) {
      const needed = path === "usage" && INDISPENSABLE.includes(name);
      if (needed) findings.push(failure("usage.changed", here, expected, null));
      continue;
    }
    const bothObjects =
      isObject(expected) && isObject(actual) && numberOf(expected) === null && numberOf(actual) === null;
    if (bothObjects) compareMembers(expected, actual, here, findings);
    else if (!sameJson(expected, actual)) findings.push(failure("usage.changed", here, expected, actual));
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Null, absent, 0, and objects made of nothing else. */
function isZero(value: unknown, depth = 0): boolean {
  if (value === null || value === undefined || numberOf(value) === 0) return true;
  return (
    isObject(value) &&
    numberOf(value) === null &&
    depth < DEPTH_MAX &&
    Object.values(value).every((one) => isZero(one, depth + 1))
  );
}

/** Null, absent, and objects made of nothing else: usage objects whose members were never set. */
function isBlank(value: unknown, depth = 0): boolean {
  if (value === null || value === undefined) return true;
  return isObject(value) && depth < DEPTH_MAX && Object.values(value).every((one) => isBlank(one, depth + 1));
}
