/** Quotes one word of a command line that a person can paste. */

/** The word as a POSIX shell reads it back. */
export function quoteShell(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
