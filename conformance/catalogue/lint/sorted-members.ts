/** Gives an object's members the order of their names, so that two of them compare as text. */

export function sortedMembers(members: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).sort(([one], [other]) => (one < other ? -1 : 1)));
}
