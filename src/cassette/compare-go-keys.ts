/** Orders the keys of a map as Go's YAML libraries do: by characters, with runs of digits as numbers. */

const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;

/** For `Array.sort`, as yaml.v3 and yaml v4 order keys; yaml.v2 knows no exception for digits. At the first difference letters come after what is no letter, unless a digit went before. */
export function compareGoKeys(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  let digitBefore = false;
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    const x = a[at] ?? "";
    const y = b[at] ?? "";
    if (x === y) {
      digitBefore = DIGIT.test(x);
      continue;
    }
    const isLetterX = LETTER.test(x);
    const isLetterY = LETTER.test(y);
    if (isLetterX && isLetterY) return codePoint(x) - codePoint(y);
    if (isLetterX || isLetterY) return isLetterX === digitBefore ? -1 : 1;
    return compareNumbers(a, b, at) || codePoint(x) - codePoint(y);
  }
  return a.length - b.length;
}

/** Compares the digits from `at` on, by value, then by length. */
function compareNumbers(a: readonly string[], b: readonly string[], at: number): number {
  // A zero inside a number that has begun (1|01 against 1|1) must not count as leading.
  const begun = (a[at] === "0" || b[at] === "0") && hasNumberBefore(a, at) ? "1" : "";
  const left = digitsFrom(a, at);
  const right = digitsFrom(b, at);
  const byValue = BigInt(`0${begun}${left}`) - BigInt(`0${begun}${right}`);
  if (byValue !== 0n) return byValue < 0n ? -1 : 1;
  return left.length - right.length;
}

function hasNumberBefore(characters: readonly string[], at: number): boolean {
  for (let before = at - 1; before >= 0 && DIGIT.test(characters[before] ?? ""); before -= 1) {
    if (characters[before] !== "0") return true;
  }
  return false;
}

function digitsFrom(characters: readonly string[], at: number): string {
  let end = at;
  while (/^[0-9]$/.test(characters[end] ?? "")) end += 1;
  return characters.slice(at, end).join("");
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}
