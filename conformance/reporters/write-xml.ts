/** Writes elements, attributes and text as XML 1.0 that any parser takes, whatever the text holds. */
import { DOMImplementation, XMLSerializer, type Document, type Element } from "@xmldom/xmldom";
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
  const document = new DOMImplementation().createDocument(null, "");
  document.appendChild(elementOf(root, document, "\n"));
  // The serializer throws at a character that XML forbids: none reaches the file.
  const text = new XMLSerializer().serializeToString(document, { requireWellFormed: true });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
}

// --- internal ---

/** `lineStart` is the line end and the indent before the element. */
function elementOf(
  { name, attributes = {}, children = [] }: XmlElement,
  document: Document,
  lineStart: string,
): Element {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, withoutForbidden(String(value)));
  const append = (text: string): void => void element.appendChild(document.createTextNode(text));
  if (children.length === 0) return element;
  if (typeof children === "string") {
    // Parsers read a bare carriage return in text as a line end.
    append(withoutForbidden(children).replaceAll("\r", escapePoint(0x0d)));
    return element;
  }
  for (const child of children) {
    append(`${lineStart}  `);
    element.appendChild(elementOf(child, document, `${lineStart}  `));
  }
  append(lineStart);
  return element;
}

/** XML 1.0 has no way to write most control characters, not even by reference: they become `\x1b`, `\u{ffff}`. */
function withoutForbidden(text: string): string {
  return text.replace(FORBIDDEN, (character) => escapePoint(character.codePointAt(0) ?? 0));
}

/** What the production `Char` of XML 1.0 leaves out; lone surrogates are out as well. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
