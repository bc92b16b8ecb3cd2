/** A strict reader of the XML that a test wrote: elements, attributes, text, and the five entities; all else is an error. */

export type ParsedElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly ParsedElement[];
  /** The text inside, only that of the element itself. */
  readonly text: string;
};

/** Throws at whatever XML 1.0 does not allow. */
export function parseXml(xml: string): ParsedElement {
  // The production `Char`: lone surrogates and most control characters have no place in a document.
  const foreign = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (foreign !== null) throw new Error(`a character that XML forbids at ${foreign.index}`);
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!xml.startsWith(declaration)) throw new Error("no declaration");
  let at = declaration.length;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const sticky = new RegExp(pattern.source, "uy");
    sticky.lastIndex = at;
    const found = sticky.exec(xml);
    if (found !== null) at += found[0].length;
    return found;
  };
  const element = (): ParsedElement => {
    const name = take(/<([a-z-]+)/)?.[1];
    if (name === undefined) throw new Error(`no tag at ${at}: ${xml.slice(at, at + 40)}`);
    const attributes: Record<string, string> = {};
    for (let found = take(/ ([a-z-]+)="([^"<]*)"/); found !== null; found = take(/ ([a-z-]+)="([^"<]*)"/)) {
      const [, key = "", value = ""] = found;
      if (Object.hasOwn(attributes, key)) throw new Error(`the attribute ${key} stands twice`);
      // Attribute values are normalised: bare white space becomes a space.
      attributes[key] = decoded(value.replace(/[\t\n\r]/g, " "));
    }
    if (take(/\/>/) !== null) return { name, attributes, children: [], text: "" };
    if (take(/>/) === null) throw new Error(`the tag ${name} does not end at ${at}`);
    const children: ParsedElement[] = [];
    let text = "";
    for (;;) {
      const between = take(/[^<]+/)?.[0] ?? "";
      if (between.includes("]]>")) throw new Error("]]> in text");
      text += decoded(between.replace(/\r\n?/g, "\n"));
      if (take(new RegExp(`</${name}>`)) !== null) return { name, attributes, children, text };
      children.push(element());
    }
  };
  const root = element();
  if (xml.slice(at) !== "\n") throw new Error(`more than one root at ${at}`);
  return root;
}

const ENTITIES = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function decoded(raw: string): string {
  return raw.replace(/&([^;]*);|&/g, (whole, name: string | undefined) => {
    const point = /^#(\d+)$/.exec(name ?? "")?.[1];
    const character = point === undefined ? ENTITIES.get(name ?? "") : String.fromCodePoint(Number(point));
    if (character === undefined) throw new Error(`no entity: ${whole}`);
    return character;
  });
}
