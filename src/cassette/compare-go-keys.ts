/** Orders the keys of a map as Go's YAML libraries do: most by characters, with runs of digits as numbers. */

/**
 * `yaml.v2`: at the first difference letters come after what is no letter. `yaml.v3`, and yaml v4: they come before it
 * where a digit went before. `goccy`: by code points alone.
 */
export type GoKeyOrder = "yaml.v2" | "yaml.v3" | "goccy";

const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;

/** For `Array.sort`. */
export function compareGoKeys(left: string, right: string, order: GoKeyOrder): number {
  const a = [...left];
  const b = [...right];
  let digitBefore = false;
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    const x = a[at] ?? "";
    const y = b[at] ?? "";
    if (x === y) {
      digitBefore = order === "yaml.v3" && DIGIT.test(x);
      continue;
    }
    if (order === "goccy") return codePoint(x) - codePoint(y);
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
