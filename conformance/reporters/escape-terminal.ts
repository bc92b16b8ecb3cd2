/** Makes a text of unknown origin safe to print on a terminal. */

/**
 * Every control character (also line ends and tabs), every mark that reorders or hides text, and every lone surrogate
 * becomes visible: `\n`, `\x1b`, `\u{202e}`. Everything else stays as it is.
 */
export function escapeTerminal(text: string): string {
  let out = "";
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    out += isPlain(point) ? character : escapePoint(point);
  }
  return out;
}

/** True of code points that print as themselves and change nothing around them. */
export function isPlain(point: number): boolean {
  if (point < 0x20 || (point >= 0x7f && point <= 0x9f)) return false;
  if (point < 0x200b) return point !== 0xad && point !== 0x61c && point !== 0x180e;
  if (point >= 0xd800 && point <= 0xdfff) return false;
  return !HIDDEN.some(([from, to]) => point >= from && point <= to);
}

/** `\n`, `\x1b`, `\u{202e}`: the spelling of one code point that is not printed as itself. */
export function escapePoint(point: number): string {
  const named = NAMED.get(point);
  if (named !== undefined) return named;
  return point <= 0xff ? `\\x${point.toString(16).padStart(2, "0")}` : `\\u{${point.toString(16)}}`;
}

// --- internal ---

const NAMED = new Map([
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x09, "\\t"],
]);

/** Zero-width, bidirectional, line and paragraph marks, the byte order mark, interlinear marks, tags. */
const HIDDEN: readonly (readonly [from: number, to: number])[] = [
  // The joiner U+200D stays: emoji of several parts are made with it.
  [0x200b, 0x200c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe007f],
];
