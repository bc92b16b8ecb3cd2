/** Finds what a JSON text has too much of, before any parser or shape is asked about it. */
import type { Limits } from "../../src/base/index.ts";

export type Excess = { readonly of: "depth" | "values"; readonly detail: string };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENERS = new Set([0x5b, 0x7b]);
const CLOSERS = new Set([0x5d, 0x7d]);

/**
 * Too many values come first: they are not to be parsed at all, while what is only nested too deep may be. Linear and
 * without recursion; what is no JSON comes to something as well.
 */
export function findExcess(
  text: string,
  { adapterLineDepthMax, adapterLineValuesMax }: Pick<Limits, "adapterLineDepthMax" | "adapterLineValuesMax">,
): Excess | null {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at);
    else if (unit === COMMA) values += 1;
    else if (OPENERS.has(unit)) {
      values += 1;
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (CLOSERS.has(unit)) depth -= 1;
    if (values > adapterLineValuesMax)
      return { of: "values", detail: `it holds more than ${adapterLineValuesMax} values` };
  }
  return deepest <= adapterLineDepthMax
    ? null
    : { of: "depth", detail: `it is nested ${deepest} deep, more than ${adapterLineDepthMax}` };
}

/** Where the string that opens at `from` closes, or the end of the text. */
function endOfString(text: string, from: number): number {
  let at = from;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at === -1) return text.length;
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
}
