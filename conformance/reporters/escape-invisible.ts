/** Makes JSON of unknown origin safe to print on a terminal. */
import { isPlain } from "./escape-terminal.ts";

/** JSON leaves many characters as they are that a terminal obeys; inside strings, where alone they occur, all may be escaped. */
export function escapeInvisible(json: string): string {
  let out = "";
  let from = 0;
  for (let at = 0; at < json.length; at++) {
    const point = json.codePointAt(at) ?? 0;
    const units = point > 0xffff ? 2 : 1;
    // Line ends of the layout stay; lone surrogates JSON escapes itself.
    if (point !== 0x0a && !isPlain(point)) {
      out += json.slice(from, at);
      for (let unit = at; unit < at + units; unit++) out += `\\u${json.charCodeAt(unit).toString(16).padStart(4, "0")}`;
      from = at + units;
    }
    at += units - 1;
  }
  return out + json.slice(from);
}
