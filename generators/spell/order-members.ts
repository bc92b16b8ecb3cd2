/** Puts the members of an object in a dialect's order. */
import type { Members } from "../profiles/dialect-profile.ts";

/** Named members first, in the order given; the others after them, as they stood. Undefined ones are left out. */
export function orderMembers(members: Members, order: readonly string[]): Members {
  const ordered: Record<string, unknown> = {};
  for (const name of order) if (members[name] !== undefined) ordered[name] = members[name];
  for (const name of Object.keys(members)) {
    if (!Object.hasOwn(ordered, name) && members[name] !== undefined) ordered[name] = members[name];
  }
  return ordered;
}
