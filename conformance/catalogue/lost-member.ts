/** Finds a member that reading a document by its shape would lose. */

/** The one name that the schemas leave out of what they copy: assigned to an object, it would be its prototype. */
const LOST = "__proto__";

/** The path of the first member called `__proto__` that `read` no longer has, with its name; null where all are kept. */
export function lostMember(document: unknown, read: unknown): readonly PropertyKey[] | null {
  if (typeof document !== "object" || document === null) return null;
  if (Object.hasOwn(document, LOST) && !(typeof read === "object" && read !== null && Object.hasOwn(read, LOST)))
    return [LOST];
  for (const [name, member] of Object.entries(document)) {
    const step = Array.isArray(document) ? Number(name) : name;
    const below = lostMember(member, (read as Readonly<Record<PropertyKey, unknown>> | undefined)?.[step]);
    if (below !== null) return [step, ...below];
  }
  return null;
}
