/** Spells one text as a YAML scalar, after the rules of Go's YAML libraries. */
import { goScalarKind } from "./go-scalar-kind.ts";

/** Where a scalar stands, and what its writer does there. Columns count code points from 0. */
export type ScalarPlace = {
  /** Column at which the scalar begins. */
  readonly column: number;
  /** Spaces before each further line of the scalar. */
  readonly indent: number;
  /** The digit that Go writes after `|` where the text begins with white space; null where it would be wrong. */
  readonly hint: number | null;
  /** A key never spreads over lines. */
  readonly isKey: boolean;
  /** yaml.v2 counts a tab among the unprintable and folds quoted and plain text beyond this column; null never folds. */
  readonly foldColumn: number | null;
  /** goccy/go-yaml: what is not plain stands in the quotes of Go's own source text. */
  readonly isQuoting: boolean;
  /** `<<` stands in quotes. */
  readonly isMergeQuoted: boolean;
};

type ScalarStyle = "plain" | "single" | "double" | "literal";

// Controls but tab and line feed, byte order marks, and (as Go's emitter has it) every code point beyond the BMP.
const UNPRINTABLE = /[^\P{Cc}\t\n]|[\ufeff\ufffe\uffff\u{10000}-\u{10ffff}]/u;
const ESCAPED = /["\\\p{Cc}\u2028\u2029\ufeff\ufffe\uffff\u{10000}-\u{10ffff}]/u;
const ALL_ESCAPED = new RegExp(ESCAPED, "gu");
const ALL_QUOTED_AS_GO = /["\\\p{Cc}\u00a0\u2028\u2029\ufeff\ufffe\uffff]/gu;
// Go writes these as they are and indents after them; YAML 1.2 readers then see spaces. Escaped, all read the same.
const SEPARATORS = /[\u2028\u2029]/;
const INDICATORS = /^(?:[#,[\]{}&*!|>'"%@`]|[?-](?:[ \t]|$)|---|\.\.\.)|:(?:[ \t]|$)|[ \t]#/;

const ESCAPES: Readonly<Record<string, string>> = {
  "\0": "0",
  "\u0007": "a",
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\v": "v",
  "\f": "f",
  "\r": "r",
  "\u001b": "e",
  '"': '"',
  "\\": "\\",
  "\u0085": "N",
  "\u00a0": "_",
  "\u2028": "L",
  "\u2029": "P",
};

/** The scalar's YAML; a literal block ends with its line break, the other styles do not. */
export function emitGoScalar(text: string, place: ScalarPlace): string {
  const style = chooseStyle(text, place);
  if (place.isQuoting && style !== "plain") return quoteAsGo(text);
  if (style === "literal") return writeLiteral(text, place);
  if (style === "plain") return fold([...text], place, style);
  if (style === "single")
    return `'${fold(
      [...text].map((character) => (character === "'" ? "''" : character)),
      place,
      style,
    )}'`;
  return `"${writeDouble(text, place)}"`;
}

function chooseStyle(text: string, place: ScalarPlace): ScalarStyle {
  if (text === "") return "double";
  const isMultiline = text.includes("\n");
  const hasTab = text.includes("\t");
  const isUnprintable = UNPRINTABLE.test(text) || SEPARATORS.test(text);
  if (isMultiline) return place.isKey || isUnprintable || !isBlockSafe(text, place, hasTab) ? "double" : "literal";
  if (isUnprintable || hasTab || goScalarKind(text) === "other") return "double";
  if (text === "<<") return place.isMergeQuoted ? "double" : "plain";
  return text.startsWith(" ") || text.endsWith(" ") || INDICATORS.test(text) ? "single" : "plain";
}

function isBlockSafe(text: string, place: ScalarPlace, hasTab: boolean): boolean {
  if (text.includes(" \n") || text.endsWith(" ")) return false;
  if (hasTab && place.foldColumn !== null) return false;
  // yaml.v3 loses text that is white space only, yaml v4 quotes it.
  if (!/\S/.test(text) && place.foldColumn === null) return false;
  return place.hint !== null || !/^[ \n]/.test(text);
}

function writeLiteral(text: string, place: ScalarPlace): string {
  const hint = /^[ \n]/.test(text) ? String(place.hint) : "";
  const chomping = text === "\n" || text.endsWith("\n\n") ? "+" : text.endsWith("\n") ? "" : "-";
  const indent = " ".repeat(place.indent);
  const start = text.startsWith("\n") ? "" : indent;
  const end = chomping === "-" ? "\n" : "";
  return `|${hint}${chomping}\n${start}${text.replace(/\n(?=[^\n])/g, `\n${indent}`)}${end}`;
}

function writeDouble(text: string, place: ScalarPlace): string {
  // Go looks for a byte order mark at the start of the text, whichever character it is at: one there escapes all.
  if (text.startsWith("\ufeff")) return [...text].map(escapeCharacter).join("");
  // Whole runs are copied: bodies are megabytes, and a step a character is ten times slower.
  if (place.foldColumn === null) return text.replace(ALL_ESCAPED, escapeCharacter);
  const units = [...text].map((character) => (ESCAPED.test(character) ? escapeCharacter(character) : character));
  return fold(units, place, "double");
}

function escapeCharacter(character: string): string {
  const short = ESCAPES[character];
  if (short !== undefined) return `\\${short}`;
  const code = character.codePointAt(0) ?? 0;
  const [letter, digits] = code <= 0xff ? ["x", 2] : code <= 0xffff ? ["u", 4] : ["U", 8];
  return `\\${letter}${code.toString(16).toUpperCase().padStart(Number(digits), "0")}`;
}

/** As `strconv.Quote`: printable text beyond ASCII stays as it is. */
function quoteAsGo(text: string): string {
  return `"${text.replace(ALL_QUOTED_AS_GO, escapeAsGo)}"`;
}

function escapeAsGo(character: string): string {
  const short = ESCAPES[character];
  if (short !== undefined && /^[abtnvfr"\\]$/.test(short)) return `\\${short}`;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** Breaks a line at a lone space once it is past the fold column, as yaml.v2 does; `units` are spelled characters. */
function fold(units: readonly string[], place: ScalarPlace, style: "plain" | "single" | "double"): string {
  const { foldColumn } = place;
  if (foldColumn === null || place.isKey) return units.join("");
  let column = place.column + (style === "plain" ? 0 : 1);
  let isAfterSpace = false;
  let folded = "";
  for (const [at, unit] of units.entries()) {
    const isNextSpace = units[at + 1] === " ";
    const isInside = style === "plain" || (at > 0 && at < units.length - 1);
    if (unit === " " && !isAfterSpace && column > foldColumn && isInside && (style === "double" || !isNextSpace)) {
      const mark = isNextSpace ? "\\" : "";
      folded += `\n${" ".repeat(place.indent)}${mark}`;
      column = place.indent + mark.length;
    } else {
      folded += unit;
      column += [...unit].length;
    }
    isAfterSpace = unit === " ";
  }
  return folded;
}
