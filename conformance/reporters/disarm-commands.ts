/** Takes from a text what a workflow's runner would obey as a command. */

/**
 * GitHub's runner obeys lines that begin with `::` after spaces, and `##[` anywhere in a line; Azure's obeys `##[` and
 * `##vso[`. The escape of `#` is one that JSON knows, so that a report stays one.
 */
export function disarmCommands(text: string): string {
  return text.replaceAll(LINE_COMMAND, String.raw`$1$2\x3a`).replaceAll(BRACKET_COMMAND, String.raw`#\u0023$1[`);
}

// Any character that a runner may take for white space or a line's end; a look-behind would be tried at each of many spaces.
const LINE_COMMAND = /(^|[\n\r\u0085\u2028\u2029])([^\S\n\r\u2028\u2029]*):(?=:)/g;
const BRACKET_COMMAND = /##(vso)?\[/gi;
