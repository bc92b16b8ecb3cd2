/** Parses one YAML document within limits; nothing in it is executed and no tag but `!!binary` is known. */
import { binaryTag, CORE_SCHEMA, load, parseEvents, SCALAR_STYLE, EVENT_ID, YAMLException } from "js-yaml";
import { DEFAULT_LIMITS, ToolkitError, type Limits } from "../base/index.ts";
import { refuseExpansion } from "./refuse-expansion.ts";

/** The limits that bound one document. */
export type YamlLimits = Pick<Limits, "fileBytesMax" | "documentDepthMax" | "yamlAliasesMax">;

const SCHEMA = CORE_SCHEMA.withTags(binaryTag);

/**
 * The document as plain values; `!!binary` gives a Uint8Array. Throws YAML_INVALID with `file:line:column`
 * (both from 1) for bad syntax, duplicate keys and unknown tags, LIMIT_EXCEEDED past a limit.
 */
export function parseYaml(source: Uint8Array | string, file: string, limits: YamlLimits = DEFAULT_LIMITS): unknown {
  const text = readText(source, file, limits);
  try {
    const mended = /[\u2028\u2029]/.test(text) ? dedentAfterSeparators(text, file, limits) : text;
    const limited = { maxDepth: limits.documentDepthMax, maxAliases: limits.yamlAliasesMax };
    const value = load(mended, { schema: SCHEMA, ...limited });
    refuseExpansion(value, mended, file, limits.documentDepthMax);
    return value;
  } catch (error) {
    if (error instanceof ToolkitError) throw error;
    throw nameTrouble(error, file, limits);
  }
}

/** The file's text. A byte order mark is dropped. */
function readText(source: Uint8Array | string, file: string, limits: YamlLimits): string {
  const sizeBytes = typeof source === "string" ? Buffer.byteLength(source) : source.length;
  if (sizeBytes > limits.fileBytesMax) {
    throw new ToolkitError(
      "LIMIT_EXCEEDED",
      file,
      `${sizeBytes} bytes are more than fileBytesMax (${limits.fileBytesMax})`,
    );
  }
  if (typeof source === "string") return source.startsWith("\ufeff") ? source.slice(1) : source;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(source);
  } catch {
    throw new ToolkitError("YAML_INVALID", file, "the file is no UTF-8 text");
  }
}

/**
 * Go's emitter takes U+2028 and U+2029 for line breaks: in blocks and single quotes it indents what follows them.
 * YAML 1.2 takes them for characters, so those spaces would end up in the text.
 */
function dedentAfterSeparators(text: string, file: string, limits: YamlLimits): string {
  let mended = "";
  let copiedTo = 0;
  const lineIndentAt = createLineIndents(text);
  for (const event of parseEvents(text, { maxDepth: limits.documentDepthMax })) {
    if (event.type !== EVENT_ID.SCALAR) continue;
    const scalar = text.slice(event.valueStart, event.valueEnd);
    if (!/[\u2028\u2029]/.test(scalar)) continue;
    if (event.style === SCALAR_STYLE.LITERAL_BLOCK) refuseSwallowedKey(text, scalar, event.valueStart, file);
    const depth = indentOf(event.style, event.indent, scalar, () => lineIndentAt(event.valueStart - 1));
    if (depth === 0) continue;
    mended +=
      text.slice(copiedTo, event.valueStart) + scalar.replace(new RegExp(`([\\u2028\\u2029]) {${depth}}`, "g"), "$1");
    copiedTo = event.valueEnd;
  }
  return mended + text.slice(copiedTo);
}

/**
 * A block whose text ends with such a character ends without a line break: Go took the character for one. The next key
 * then stands on the same line, at the column of the block's own key, and YAML 1.2 reads it as text.
 */
function refuseSwallowedKey(text: string, scalar: string, start: number, file: string): void {
  const ownLine = text.slice(text.lastIndexOf("\n", start - 2) + 1, start);
  const column = /^ */.exec(ownLine)?.[0].length ?? 0;
  const swallowed = new RegExp(`[\u2028\u2029] {${column}}([a-z_]+):(?: |$)`, "m").exec(scalar);
  if (swallowed === null) return;
  const line = text.slice(0, start + swallowed.index).split("\n").length;
  const reason = `the block ends with a line separator, and Go wrote the next key (${swallowed[1]}) on its line: break the line there`;
  throw new ToolkitError("YAML_INVALID", `${file}:${line}`, reason);
}

/** Spaces that Go wrote before each further line of a scalar; 0 for the styles that it never breaks. */
function indentOf(style: number, blockIndent: number, scalar: string, quotedIndent: () => number): number {
  if (style === SCALAR_STYLE.LITERAL_BLOCK)
    return blockIndent > 0 ? blockIndent : (/^\n*( *)/.exec(scalar)?.[1]?.length ?? 0);
  return style === SCALAR_STYLE.SINGLE_QUOTED ? quotedIndent() : 0;
}

/** Spaces before the further lines of a quoted text, by where it opens; asked in the order of the file. */
function createLineIndents(text: string): (offset: number) => number {
  // Looked for once a line: a line may hold a million texts.
  let lineEnd = -1;
  let indent = 0;
  return (offset) => {
    if (offset < lineEnd) return indent;
    const lineStart = text.lastIndexOf("\n", offset) + 1;
    const next = text.indexOf("\n", offset);
    lineEnd = next === -1 ? text.length : next;
    const [, spaces = "", dash = ""] = /^( *)(-?)/.exec(text.slice(lineStart, offset)) ?? [];
    // The wide layouts have their members at column 8 and indent by 4; values of lists stand right after their dash.
    indent = spaces.length + (dash === "" && spaces.length === 8 ? 4 : 2);
    return indent;
  };
}

function nameTrouble(error: unknown, file: string, limits: YamlLimits): ToolkitError {
  if (error instanceof ToolkitError) return error;
  if (!(error instanceof YAMLException)) {
    return new ToolkitError("YAML_INVALID", file, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
  const { mark, reason } = error;
  const place = mark === undefined ? file : `${file}:${mark.line + 1}:${mark.column + 1}`;
  if (reason.includes("maxDepth")) {
    return new ToolkitError(
      "LIMIT_EXCEEDED",
      place,
      `nested deeper than documentDepthMax (${limits.documentDepthMax})`,
    );
  }
  if (reason.includes("maxAliases")) {
    return new ToolkitError("LIMIT_EXCEEDED", place, `more aliases than yamlAliasesMax (${limits.yamlAliasesMax})`);
  }
  const tag = /^unknown \S+ tag !<(.*)>$/.exec(reason)?.[1];
  if (tag !== undefined) {
    const name = tag.replace(/^tag:yaml\.org,2002:/, "!!");
    return new ToolkitError("YAML_INVALID", place, `the tag ${name} is not read: nothing in a file is executed`);
  }
  return new ToolkitError("YAML_INVALID", place, reason);
}
