/** Names that someone who wrote an unknown one may have meant. */

/** At most `countMax` of the names, nearest first; none that is further away than half its length. */
export function nearestNames(unknown: string, names: Iterable<string>, countMax = 3): readonly string[] {
  const wanted = unknown.toLowerCase();
  return [...new Set(names)]
    .map((name) => ({ name, steps: stepsBetween(wanted, name.toLowerCase()) }))
    .filter(({ name, steps }) => steps <= Math.max(1, Math.floor(Math.min(name.length, wanted.length) / 2)))
    .sort((a, b) => a.steps - b.steps || (a.name < b.name ? -1 : 1))
    .slice(0, countMax)
    .map(({ name }) => name);
}

/** `; did you mean a, b?`, or nothing where no name is near. */
export function didYouMean(unknown: string, names: Iterable<string>): string {
  const near = nearestNames(unknown, names);
  return near.length === 0 ? "" : `; did you mean ${near.join(", ")}?`;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
function stepsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let steps = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) steps = Math.min(steps, (beforeLast[column - 2] ?? 0) + 1);
      current.push(steps);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
