/** Tells what Go's YAML libraries take a plain scalar for, so that text which looks like something else is quoted. */

/** `text` stays text when plain; `other` would be read as a number, a date, a boolean or null. */
export type GoScalarKind = "text" | "other";

const WORDS = new Set(
  [
    ["", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"],
    [".nan", ".NaN", ".NAN"],
    ["", "+", "-"].flatMap((sign) => [".inf", ".Inf", ".INF"].map((word) => sign + word)),
    // Booleans of YAML 1.1: Go reads them as text today, and still quotes them for those that do not.
    ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF"],
  ].flat(),
);
const DECIMAL = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const PREFIXED = /^[-+]?0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt ])(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[-+]\d\d:\d\d)?)?$/;

/** Reads one line of text as Go's resolver would. Text of several lines is always text. */
export function goScalarKind(text: string): GoScalarKind {
  if (WORDS.has(text)) return "other";
  if (!/^[-+.0-9]/.test(text)) return "text";
  // Go drops underscores from what begins like a number; from what begins with a dot only those between two digits.
  const digits = text.startsWith(".") ? text.replace(/(?<=[0-9])_(?=[0-9])/g, "") : text.replaceAll("_", "");
  // Numbers too big for Go are plain text to it and numbers to others: quoted, so that all read the same.
  if (DECIMAL.test(digits) || PREFIXED.test(digits) || BASE_60.test(text)) return "other";
  return isDate(text) ? "other" : "text";
}

/** Go's four timestamp layouts; a space before the time goes without a zone, a T with one. */
function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [, year, month, day, separator, hour, minute, second, zone] = match;
  if (separator !== undefined && (separator === " ") !== (zone === undefined)) return false;
  const inRange = Number(hour ?? 0) < 24 && Number(minute ?? 0) < 60 && Number(second ?? 0) < 60;
  return (
    inRange &&
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    Number(day) <= monthDays(Number(year), Number(month))
  );
}

function monthDays(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
