/** Writes elements, attributes and text as XML 1.0 that any parser takes, whatever the text holds. */
import { escapePoint } from "./escape-terminal.ts";

export type XmlElement = {
  /** A name of ours: a letter, then letters, digits and dashes. */
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  /** A text, to which nothing is added, or elements on lines of their own. */
  readonly children?: string | readonly XmlElement[];
};

/** The document in UTF-8, with its declaration; ends with a newline. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root, "")}\n`;
}

/** Text between tags: `]]>`, carriage returns and characters that XML 1.0 forbids survive as something to see. */
export function escapeText(text: string): string {
  return escapeForbidden(text).replace(/[&<>\r]/g, (character) => REFERENCES.get(character) ?? character);
}

/** Text between double quotes; parsers turn bare line ends and tabs there into spaces, so they are written as references. */
export function escapeAttribute(text: string): string {
  return escapeForbidden(text).replace(/[&<>"\t\n\r]/g, (character) => REFERENCES.get(character) ?? character);
}

// --- internal ---

const REFERENCES = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["\t", "&#9;"],
  ["\n", "&#10;"],
  ["\r", "&#13;"],
]);

/** XML 1.0 has no way to write most control characters, not even by reference: they become `\x1b`, `\u{ffff}`. */
function escapeForbidden(text: string): string {
  let out = "";
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    out += isCharacter(point) ? character : escapePoint(point);
  }
  return out;
}

/** The production `Char` of XML 1.0: lone surrogates are out as well. */
function isCharacter(point: number): boolean {
  if (point < 0x20) return point === 0x09 || point === 0x0a || point === 0x0d;
  return point <= 0xd7ff || (point >= 0xe000 && point <= 0xfffd) || point >= 0x10000;
}

function writeElement({ name, attributes = {}, children = [] }: XmlElement, indent: string): string {
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`);
  const open = `${indent}<${name}${listed.join("")}`;
  if (children.length === 0) return `${open}/>`;
  if (typeof children === "string") return `${open}>${escapeText(children)}</${name}>`;
  const lines = children.map((child) => writeElement(child, `${indent}  `));
  return `${open}>\n${lines.join("\n")}\n${indent}</${name}>`;
}
