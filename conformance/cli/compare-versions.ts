/** Compares two versions by the order of semver.org, precedence 11. */

const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Negative where `one` comes first, 0 where they are equal but for build metadata, null where one of them is no version. */
export function compareVersions(one: string, other: string): number | null {
  const [a, b] = [VERSION.exec(one), VERSION.exec(other)];
  if (a === null || b === null) return null;
  for (const place of [1, 2, 3]) {
    const order = Number(a[place]) - Number(b[place]);
    if (order !== 0) return order;
  }
  const [early, late] = [a[4], b[4]];
  // A version comes after its own pre-releases.
  if (early === undefined || late === undefined) return Number(early === undefined) - Number(late === undefined);
  return comparePreReleases(early.split("."), late.split("."));
}

function comparePreReleases(one: readonly string[], other: readonly string[]): number {
  for (const [index, part] of one.entries()) {
    const facing = other[index];
    if (facing === undefined) return 1;
    const order = compareParts(part, facing);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/** Numbers by value and before words; words by their characters. */
function compareParts(one: string, other: string): number {
  const [a, b] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (a && b) return Number(one) - Number(other);
  if (a !== b) return a ? -1 : 1;
  return one < other ? -1 : Number(one > other);
}
