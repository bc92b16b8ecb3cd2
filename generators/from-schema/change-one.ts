/** Lists the ways to change exactly one thing in a value, each with its place. */

/** From the root, member names and positions. */
export type ChangePath = readonly (string | number)[];

/** Every kind of change with what it does. */
export const CHANGES = {
  "wrong-type": "a value of another type stands there",
  missing: "the member is not there",
  null: "null stands there",
  "in-array": "the value stands in an array of its own",
  "in-object": "the value stands in an object of its own",
  "unknown-member": "the object has one member more",
  emptied: "the text, array or object there is empty",
  fractional: "the number there has a fraction",
  negative: "the number there is below zero",
} as const satisfies Record<string, string>;

/** `wrong-type`, `missing`, `unknown-member`, … */
export type ChangeKind = keyof typeof CHANGES;

export type Change = { readonly kind: ChangeKind; readonly path: ChangePath; readonly apply: () => unknown };

const UNKNOWN_MEMBER = "x_unknown_member";

/** Nothing is listed that would leave the value as it is. At the root there is always something. */
export function changesOf(root: unknown): readonly Change[] {
  return placesOf(root, []).flatMap(({ path, value }) =>
    replacements(value)
      .map(([kind, by]): Change => ({ kind, path, apply: () => replaceAt(root, path, () => by) }))
      .concat(isMember(path) ? [{ kind: "missing", path, apply: () => removeAt(root, path) }] : []),
  );
}

/** The value anew with another value at the path; what does not lie on the path is shared. */
export function replaceAt(root: unknown, path: ChangePath, change: (value: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(root);
  if (Array.isArray(root)) return root.map((one, at) => (at === step ? replaceAt(one, rest, change) : one));
  return Object.fromEntries(
    Object.entries(root as object).map(([name, one]) => [name, name === step ? replaceAt(one, rest, change) : one]),
  );
}

function removeAt(root: unknown, path: ChangePath): unknown {
  const name = path.at(-1);
  return replaceAt(root, path.slice(0, -1), (inside) =>
    Object.fromEntries(Object.entries(inside as object).filter(([own]) => own !== name)),
  );
}

function isMember(path: ChangePath): boolean {
  return path.length > 0 && typeof path.at(-1) === "string";
}

function placesOf(value: unknown, path: ChangePath): readonly { readonly path: ChangePath; readonly value: unknown }[] {
  const here = { path, value };
  if (Array.isArray(value)) return [here, ...value.flatMap((one, at) => placesOf(one, [...path, at]))];
  if (!isObject(value)) return [here];
  return [here, ...Object.entries(value).flatMap(([name, one]) => placesOf(one, [...path, name]))];
}

function replacements(value: unknown): readonly (readonly [ChangeKind, unknown])[] {
  const made: (readonly [ChangeKind, unknown])[] = [
    ["wrong-type", otherType(value)],
    ["in-array", [value]],
    ["in-object", { value }],
  ];
  if (value !== null) made.push(["null", null]);
  if (isObject(value)) {
    if (!Object.hasOwn(value, UNKNOWN_MEMBER)) made.push(["unknown-member", { ...value, [UNKNOWN_MEMBER]: 1 }]);
    if (Object.keys(value).length > 0) made.push(["emptied", {}]);
  }
  if (Array.isArray(value) && value.length > 0) made.push(["emptied", []]);
  if (typeof value === "string" && value !== "") made.push(["emptied", ""]);
  if (typeof value === "number") {
    if (Number.isInteger(value) && value + 0.5 !== value) made.push(["fractional", value + 0.5]);
    if (value >= 0) made.push(["negative", -1 - value]);
  }
  return made;
}

function otherType(value: unknown): unknown {
  switch (typeof value) {
    case "string":
      return 7;
    case "number":
    case "boolean":
      return String(value);
    default:
      return value === null ? false : "neither an object nor an array";
  }
}

/** Bytes and the like are values, not objects with members. */
function isObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
