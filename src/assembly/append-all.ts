/** Appends every item of one array to another; null, absent and anything but an array count as empty. */
export function appendAll(to: unknown[], items: unknown): void {
  if (!Array.isArray(items)) return;
  // A loop, not a spread: `push(...items)` overflows the stack at about a hundred thousand items.
  for (const item of items) to.push(item);
}
