/** Writes a go-vcr file from its values alone, as the Go writer of the chosen layout would. */
import { ToolkitError } from "../base/index.ts";
import type { CassetteBody, GoVcrCassette } from "./cassette.ts";
import { compareGoKeys } from "./compare-go-keys.ts";
import { emitGoScalar, type ScalarPlace } from "./emit-go-scalar.ts";
import { GO_VCR_LAYOUTS, type GoVcrLayout } from "./go-vcr-layout.ts";

type LayoutColumns = (typeof GO_VCR_LAYOUTS)[GoVcrLayout];
type Multimap = Readonly<Record<string, readonly string[]>>;
type Member = CassetteBody | number | boolean | readonly string[] | Multimap | undefined;

/** Members in the order of Go's structs; `true` marks those that an omitting writer leaves out when empty. */
const V2_REQUEST = [
  ["proto", false],
  ["proto_major", false],
  ["proto_minor", false],
  ["content_length", false],
  ["transfer_encoding", true, []],
  ["trailer", true, {}],
  ["host", false],
  ["remote_addr", true, ""],
  ["request_uri", true, ""],
  ["body", true, ""],
  ["form", true, {}],
  ["headers", true, {}],
  ["url", false],
  ["method", false],
] as const;
const V2_RESPONSE = [
  ["proto", false],
  ["proto_major", false],
  ["proto_minor", false],
  ["transfer_encoding", true, []],
  ["trailer", true, {}],
  ["content_length", false],
  ["uncompressed", true, false],
  ["body", false],
  ["headers", false],
  ["status", false],
  ["code", false],
  ["duration", false],
] as const;
// Version 1 has no rule for what is absent: old files simply had fewer members.
const V1_REQUEST = [["body"], ["form"], ["headers"], ["url"], ["method"]] as const;
const V1_RESPONSE = [["body"], ["headers"], ["status"], ["code"], ["duration"]] as const;

const SIMPLE_KEY_BYTES_MAX = 128;
const BASE64_LINE_CHARS = 70;

/**
 * The file's text. Only `document` is read: comments, line ends and quoting of a file that it was read from are lost, as
 * they are to Go. Members that are empty and members that are absent are the same to go-vcr version 2: the layout
 * decides which is written. Text that no UTF-8 can hold throws CASSETTE_INVALID.
 *
 * The bytes are those of the Go writer (tried against yaml.v2, yaml.v3 and yaml v4 themselves), except where Go's bytes
 * would be read as something else, by YAML 1.2 or by Go:
 * - U+2028 and U+2029 are escaped in double quotes; Go writes them as they are, and indents after them.
 * - Numbers too big for Go (1e400, 0xFFFFFFFFFFFFFFFFFF) are quoted; Go leaves them plain.
 * - In the layouts of yaml.v3 (`go-vcr-v3`, `go-vcr-v4`), text of white space alone, text that begins with a line break,
 *   and values of a list that begin with a space or a line break and have several lines are written so that they are
 *   read back; yaml.v3 loses the white space.
 *
 * And except for what no recording holds:
 * - A name (of a header or a form field) with a line feed stands in double quotes; Go spells it as a block.
 * - A name of more than 128 bytes is not folded in `go-vcr-v1`.
 * - Where Go's order of names goes round in a circle (0110, 01XA, 10_b), one order is written; Go's varies.
 * - `go-vcr-v4-quoted` follows goccy/go-yaml in the characters of recordings; which text it quotes has no simple rule.
 */
export function writeGoVcr({ document }: Pick<GoVcrCassette, "document">, layout: GoVcrLayout): string {
  const columns = GO_VCR_LAYOUTS[layout];
  if (document.interactions.length === 0) return `---\nversion: ${document.version}\ninteractions: []\n`;
  let text = `---\nversion: ${document.version}\ninteractions:\n`;
  const dash = `${" ".repeat(columns.dashColumn)}- `;
  const key = " ".repeat(columns.keyColumn);
  if (document.version === 1) {
    for (const { request, response } of document.interactions) {
      text += `${dash}request:\n${members(request, V1_REQUEST, columns)}${key}response:\n${members(response, V1_RESPONSE, columns)}`;
    }
    return text;
  }
  for (const { id, request, response } of document.interactions) {
    text += id === undefined ? `${dash}request:\n` : `${dash}id: ${id}\n${key}request:\n`;
    text += `${members(request, V2_REQUEST, columns)}${key}response:\n${members(response, V2_RESPONSE, columns)}`;
  }
  return text;
}

type MemberRow = readonly [name: string, isOmittable?: boolean, empty?: Member];

function members(values: Readonly<Record<string, Member>>, rows: readonly MemberRow[], columns: LayoutColumns): string {
  let text = "";
  for (const [name, isOmittable, empty] of rows) {
    const value = values[name] ?? (columns.isOmittingEmpty ? undefined : empty);
    if (value === undefined || (isOmittable === true && columns.isOmittingEmpty && isEmpty(value))) continue;
    text += `${" ".repeat(columns.memberColumn)}${name}:${member(name, value, columns)}`;
  }
  return text;
}

function isEmpty(value: Member): boolean {
  if (typeof value === "object") return Object.keys(value).length === 0;
  return value === "" || value === false;
}

/** What follows the colon, up to the line break. */
function member(name: string, value: Exclude<Member, undefined>, columns: LayoutColumns): string {
  const place = {
    column: columns.memberColumn + name.length + 2,
    indent: columns.memberColumn + columns.indent,
    hint: columns.indent,
  };
  if (value instanceof Uint8Array) return ` !!binary ${base64(value, " ".repeat(place.indent))}\n`;
  if (typeof value === "string") return ` ${scalar(value, { ...place, ...valueOf(columns) })}`;
  if (typeof value !== "object") return ` ${value}\n`;
  if (isList(value)) return list(value, columns.memberValueColumn, columns);
  const names = Object.keys(value).sort((one, other) => compareGoKeys(one, other, columns.keyOrder));
  if (names.length === 0) return " {}\n";
  return `\n${names.map((key) => namedList(key, value[key] ?? [], columns)).join("")}`;
}

function namedList(name: string, values: readonly string[], columns: LayoutColumns): string {
  const indent = " ".repeat(columns.nameColumn);
  const key = scalar(name, {
    column: columns.nameColumn,
    indent: 0,
    hint: null,
    ...valueOf(columns),
    isKey: true,
  }).slice(0, -1);
  if (isSimpleKey(name)) return `${indent}${key}:${list(values, columns.valueColumn, columns)}`;
  // After the colon the list begins on the same line, and so does its first value.
  const column = columns.nameColumn + columns.indent;
  const items = list(values, column, columns).replace(/^\n */, " ".repeat(columns.indent - 1));
  return `${indent}? ${key}\n${indent}:${items}`;
}

/** What needs no `?` line of its own: it is short, and Go's emitter sees no line break in it. */
function isSimpleKey(name: string): boolean {
  return Buffer.byteLength(name) <= SIMPLE_KEY_BYTES_MAX && !/[\r\u0085\u2028\u2029]/.test(name);
}

function list(values: readonly string[], column: number, columns: LayoutColumns): string {
  if (values.length === 0) return " []\n";
  // Inside a list yaml.v3 indents by the dash, and still writes the hint of a mapping: no hint of its own is right there.
  const hint = columns.indent === 2 ? 2 : null;
  const place = { column: column + 2, indent: column + 2, hint, ...valueOf(columns) };
  return `\n${values.map((value) => `${" ".repeat(column)}- ${scalar(value, place)}`).join("")}`;
}

function valueOf({
  foldColumn,
  isQuoting,
  isMergeQuoted,
}: LayoutColumns): Pick<ScalarPlace, "isKey" | "foldColumn" | "isQuoting" | "isMergeQuoted"> {
  return { isKey: false, foldColumn, isQuoting, isMergeQuoted };
}

/** A scalar with its line break. */
function scalar(text: string, place: ScalarPlace): string {
  if (/\p{Cs}/u.test(text)) {
    throw new ToolkitError(
      "CASSETTE_INVALID",
      "writeGoVcr",
      `half a surrogate pair cannot be written: ${JSON.stringify(text.slice(0, 40))}`,
    );
  }
  const spelled = emitGoScalar(text, place);
  return spelled.startsWith("|") ? spelled : `${spelled}\n`;
}

/** Standard base64: plain, or a block of lines once it fills one. */
function base64(bytes: Uint8Array, indent: string): string {
  const text = Buffer.from(bytes).toString("base64");
  if (text === "") return '""';
  if (text.length < BASE64_LINE_CHARS) return text;
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += BASE64_LINE_CHARS)
    lines.push(indent + text.slice(at, at + BASE64_LINE_CHARS));
  return `|\n${lines.join("\n")}`;
}

function isList(value: readonly string[] | Multimap): value is readonly string[] {
  return Array.isArray(value);
}
