/** Finds where a text stops being JSON; the engine's own message does not always say. */

// White space, then one token. The string's ranges leave out controls, quote and backslash.
const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null))/y;

type Due = "value" | "value or ]" | "key" | "key or }" | ":" | ", or end";

/** Line and column, both from 1, of the first token that cannot stand there; null where the text is JSON. */
export function locateJsonError(text: string): { readonly line: number; readonly column: number } | null {
  const open: ("{" | "[")[] = [];
  let due: Due = "value";
  let offset = 0;
  for (;;) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    const start = offset + (/^[ \t\r\n]*/.exec(text.slice(offset, offset + 10_000))?.[0].length ?? 0);
    if (match === null) {
      const isEnd = start >= text.length && due === ", or end" && open.length === 0;
      return isEnd ? null : placeOf(text, start);
    }
    const [, sign, quoted, plain] = match;
    const next = step(due, sign, quoted, plain, open);
    if (next === null) return placeOf(text, start);
    due = next;
    offset = TOKEN.lastIndex;
  }
}

/** What is due after one token; null where the token was not due. Keeps the open brackets. */
function step(
  due: Due,
  sign: string | undefined,
  quoted: string | undefined,
  plain: string | undefined,
  open: ("{" | "[")[],
): Due | null {
  if (due === ":") return sign === ":" ? "value" : null;
  if (due === ", or end") {
    const inner = open.at(-1);
    if (sign === "," && inner !== undefined) return inner === "{" ? "key" : "value";
    return isClosing(sign, open) ? ", or end" : null;
  }
  if ((due === "key or }" && sign === "}") || (due === "value or ]" && sign === "]")) {
    open.pop();
    return ", or end";
  }
  if (due === "key" || due === "key or }") return quoted === undefined ? null : ":";
  if (sign === "{" || sign === "[") {
    open.push(sign);
    return sign === "{" ? "key or }" : "value or ]";
  }
  return quoted === undefined && plain === undefined ? null : ", or end";
}

function isClosing(sign: string | undefined, open: ("{" | "[")[]): boolean {
  const wanted = open.at(-1) === "{" ? "}" : "]";
  return open.length > 0 && sign === wanted && open.pop() !== undefined;
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
