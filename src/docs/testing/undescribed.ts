/** Finds the members of a printed JSON Schema that say nothing about themselves. */

/** Their paths, such as `.choices.delta`; items of a list stand where the list stands. */
export function undescribed(node: unknown, at = ""): string[] {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((one) => undescribed(one, at));
  return Object.entries(node).flatMap(([keyword, value]) => {
    if (keyword !== "properties") return undescribed(value, at);
    return Object.entries(value ?? {}).flatMap(([name, member]) => {
      const path = `${at}.${name}`;
      const silent = typeof member !== "object" || member === null || !("description" in member);
      return [...(silent ? [path] : []), ...undescribed(member, path)];
    });
  });
}
