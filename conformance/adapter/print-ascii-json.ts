/** Prints a JSON value on one line of ASCII, so that no pipe, locale or line reader can change it. */

/** Everything beyond ASCII, and DEL, becomes `\uXXXX`; U+2028 and U+0085 end lines for some readers. */
export function printAsciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
