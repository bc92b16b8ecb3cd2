/** Counts the members of lists in what an adapter said, as far as a shape will look at each of them. */

/** Of any shape: no problem is ever told of what is in them. */
const UNSHAPED = new Set(["chunks", "usage", "arguments_json"]);

/** Without recursion; what is over `itemsMax` is not counted on. */
export function countItems(value: unknown, itemsMax: number): number {
  let items = 0;
  const left: unknown[] = [value];
  while (left.length > 0 && items <= itemsMax) {
    const at = left.pop();
    if (typeof at !== "object" || at === null) continue;
    if (Array.isArray(at)) {
      items += at.length;
      if (items <= itemsMax) for (const item of at) left.push(item);
    } else {
      for (const [name, member] of Object.entries(at)) if (!UNSHAPED.has(name)) left.push(member);
    }
  }
  return items;
}
