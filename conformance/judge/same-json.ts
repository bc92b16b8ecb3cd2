/** Compares JSON values with numbers at double precision. */

const DEPTH_MAX = 1_000;

/** An integer beyond 2^53 as the protocol writes it. */
function readInteger(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value);
  const [only] = members;
  if (members.length !== 1 || only === undefined || only[0] !== "$int" || typeof only[1] !== "string") return value;
  return /^-?\d+$/.test(only[1]) ? Number(only[1]) : value;
}

/** Equal as JSON: the order of members is nothing, 1 is 1.0, -0 is 0, `{"$int":"…"}` is the double nearest to it. */
export function sameJson(one: unknown, other: unknown, depth = 0): boolean {
  // What a client reports may be nested without end; so deep nobody was ever right or wrong.
  if (depth > DEPTH_MAX) return true;
  const left = readInteger(one);
  const right = readInteger(other);
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item: unknown, index) => sameJson(item, right[index], depth + 1));
  }
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every(
    (name) => Object.hasOwn(right, name) && sameJson(member(left, name), member(right, name), depth + 1),
  );
}

/** The number that a value stands for, or null: a JSON number or `{"$int":"…"}`. */
export function numberOf(value: unknown): number | null {
  const read = readInteger(value);
  return typeof read === "number" ? read : null;
}

/** An own member of a JSON object; undefined where there is none. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
