/** Finds the line on which each member of a YAML document stands. */
import { EVENT_ID, getScalarValue, parseEvents } from "js-yaml";
import { DEFAULT_LIMITS, type Limits } from "../../src/base/index.ts";

/** The line, from 1, of a path such as `.expect[2].reason`; of its nearest holder where the path is not in the document. */
export type LineOf = (path: string) => number;

type Open =
  | { readonly kind: "list"; readonly path: string; items: number }
  | { readonly kind: "map"; readonly path: string; key: string | null }
  | { readonly kind: "document" };

/** `text` was read before: it is well-formed YAML. Paths inside keys that are no texts are not kept. */
export function indexLines(text: string, limits: Pick<Limits, "documentDepthMax"> = DEFAULT_LIMITS): LineOf {
  const starts = new Map<string, number>();
  const open: Open[] = [];
  /** Where the node that starts here stands, or null where it is the key of a map. */
  const place = (start: number, key: string | null): string | null => {
    const holder = open.at(-1);
    if (holder === undefined || holder.kind === "document") return keep("", start);
    if (holder.kind === "list") return keep(`${holder.path}[${holder.items++}]`, start);
    if (holder.key === null) {
      holder.key = key ?? "?";
      keep(`${holder.path}.${holder.key}`, start);
      return null;
    }
    const path = `${holder.path}.${holder.key}`;
    holder.key = null;
    return path;
  };
  const keep = (path: string, start: number): string => {
    if (!starts.has(path)) starts.set(path, start);
    return path;
  };
  for (const event of parseEvents(text, { maxDepth: limits.documentDepthMax })) {
    if (event.type === EVENT_ID.DOCUMENT) open.push({ kind: "document" });
    else if (event.type === EVENT_ID.POP) open.pop();
    else if (event.type === EVENT_ID.SCALAR) place(event.valueStart, getScalarValue(text, event));
    else if (event.type === EVENT_ID.ALIAS) place(event.anchorStart, null);
    else {
      const path = place(event.start, null) ?? "?";
      open.push(event.type === EVENT_ID.SEQUENCE ? { kind: "list", path, items: 0 } : { kind: "map", path, key: null });
    }
  }
  const lineAt = createLineAt(text);
  return (path) => {
    let at = path;
    while (at !== "" && !starts.has(at)) at = at.slice(0, Math.max(at.lastIndexOf("."), at.lastIndexOf("["), 0));
    return lineAt(starts.get(at) ?? 0);
  };
}

// --- internal ---

/** Where lines start is found once: a file may have as many entries as lines. */
function createLineAt(text: string): (offset: number) => number {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index, 0: end }) => index + end.length)];
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
