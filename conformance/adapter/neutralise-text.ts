/** Makes text from an adapter harmless to a terminal: control characters are written as escapes. */

// C0 but tab and line feed, DEL, C1, the bidirectional controls, U+2028, U+2029, the BOM, lone surrogates.
const UNSAFE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

function escapeUnit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** Keeps tabs and line feeds: meant for blocks such as the last lines of standard error. */
export function neutraliseText(text: string): string {
  return text.replace(UNSAFE, escapeUnit);
}

/** One line in double quotes, cut after `charsMax` characters. */
export function quoteText(text: string, charsMax: number): string {
  const cut = text.length > charsMax;
  const kept = (cut ? text.slice(0, charsMax) : text).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  const line = neutraliseText(kept).replaceAll("\t", "\\t").replaceAll("\n", "\\n");
  return cut ? `"${line}" … (${text.length} characters)` : `"${line}"`;
}
