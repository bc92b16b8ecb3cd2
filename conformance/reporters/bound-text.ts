/** Cuts a text that is too long, and says how much was left out. */

/** At most `charsMax` characters, with a mark where text was left out; never half of a character. */
export function boundText(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const kept = text.slice(0, charsMax).replace(/[\ud800-\udbff]$/, "");
  return `${kept}… (${text.length - kept.length} more)`;
}
