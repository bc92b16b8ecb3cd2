/** Finds the line on which a member of a YAML document stands. */
import { EVENT_ID, getScalarValue, parseEvents } from "js-yaml";

type Path = readonly PropertyKey[];
type Open = { readonly kind: "list" | "map" | "document"; readonly path: Path; items: number; key: string | null };

/**
 * From 1; the line of the nearest holder where the document has no such member. Null where the text cannot be read so:
 * an error's place must not be the cause of another error.
 */
export function findMemberLine(text: string, wanted: Path, depthMax: number): number | null {
  try {
    return lineOf(text, wanted, depthMax);
  } catch {
    return null;
  }
}

function lineOf(text: string, wanted: Path, depthMax: number): number {
  const open: Open[] = [];
  let best = { depth: 0, start: 0 };
  const keep = (path: Path, start: number): Path => {
    const isHolder = path.length > best.depth && path.every((step, at) => step === wanted[at]);
    if (isHolder) best = { depth: path.length, start };
    return path;
  };
  /** The path of the node that starts here; null where it is the key of a map. */
  const place = (start: number, key: string | null): Path | null => {
    const holder = open.at(-1);
    if (holder === undefined || holder.kind === "document") return [];
    if (holder.kind === "list") return keep([...holder.path, holder.items++], start);
    const { key: named } = holder;
    if (named === null) {
      holder.key = key ?? "";
      keep([...holder.path, holder.key], start);
      return null;
    }
    holder.key = null;
    return [...holder.path, named];
  };
  const begin = (kind: Open["kind"], path: Path | null) => open.push({ kind, path: path ?? [], items: 0, key: null });
  for (const event of parseEvents(text, { maxDepth: depthMax })) {
    if (event.type === EVENT_ID.DOCUMENT) begin("document", []);
    else if (event.type === EVENT_ID.POP) open.pop();
    else if (event.type === EVENT_ID.SCALAR) place(event.valueStart, getScalarValue(text, event));
    else if (event.type === EVENT_ID.ALIAS) place(event.anchorStart, null);
    else begin(event.type === EVENT_ID.SEQUENCE ? "list" : "map", place(event.start, null));
  }
  return text.slice(0, best.start).split(/\r\n|\r|\n/).length;
}
