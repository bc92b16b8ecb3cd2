/** Puts the members of an object in a dialect's order. */
import type { Members } from "../profiles/dialect-profile.ts";

/** Named members first, in the order given; the others after them, as they stood. Undefined ones are left out. */
export function orderMembers(members: Members, order: readonly string[]): Members {
  const ordered: Record<string, unknown> = {};
  let left = 0;
  for (const name in members) if (members[name] !== undefined) left += 1;
  for (const name of order) {
    const value = members[name];
    if (value === undefined) continue;
    ordered[name] = value;
    left -= 1;
  }
  // Mostly the order names them all.
  if (left === 0) return ordered;
  for (const name of Object.keys(members)) {
    if (!Object.hasOwn(ordered, name) && members[name] !== undefined) ordered[name] = members[name];
  }
  return ordered;
}
