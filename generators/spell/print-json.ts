/** Prints JSON in the spacing and escapes of a server. */
import type { Knobs } from "../profiles/dialect-profile.ts";

/** Spaces as Python's `json.dumps` writes them; escapes as Go's encoder does (`<`, `>`, `&`), or of all but ASCII. */
export type JsonStyle = Pick<Knobs["framing"], "spacing" | "escapes">;

/**
 * JSON text of a value, members in the order in which they stand; those that are undefined are left out, and a value
 * that JSON has no text for is `null`. What it means is the same in every style.
 */
export function printJson(value: unknown, style: JsonStyle): string {
  const text = style.spacing === "python" ? spaced(value) : (JSON.stringify(value) ?? "null");
  switch (style.escapes) {
    case "none":
      return text;
    case "html":
      return text.replace(/[<>&]/g, escaped);
    case "ascii":
      // One escape for each UTF-16 unit: a character beyond U+FFFF becomes a pair of them.
      return text.replace(/[\u007f-\uffff]/g, escaped);
  }
}

function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${spaced(member)}`).join(", ")}}`;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
