/** Finds where a text stops being JSON; the engine's own message does not always say. */

type Due = "value" | "value or ]" | "key" | "key or }" | ":" | ", or end";

/** Line and column, both from 1, of the first token that cannot stand there; null where the text is JSON. */
export function locateJsonError(text: string): { readonly line: number; readonly column: number } | null {
  const open: ("{" | "[")[] = [];
  let due: Due = "value";
  let offset = 0;
  for (;;) {
    const start = afterSpace(text, offset);
    if (start === text.length) return due === ", or end" && open.length === 0 ? null : placeOf(text, start);
    const token = tokenAt(text, start);
    const next: Due | null = token === null ? null : step(due, token.kind, open);
    if (token === null || next === null) return placeOf(text, start);
    due = next;
    offset = token.end;
  }
}

// --- internal ---

/** A sign is its own kind. */
type Token = { readonly kind: string; readonly end: number };

const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

function afterSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
  return at;
}

function tokenAt(text: string, start: number): Token | null {
  const first = text.charAt(start);
  if ("{}[],:".includes(first)) return { kind: first, end: start + 1 };
  if (first === '"') {
    const end = endOfString(text, start);
    return end === null ? null : { kind: "quoted", end };
  }
  PLAIN.lastIndex = start;
  return PLAIN.test(text) ? { kind: "plain", end: PLAIN.lastIndex } : null;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PLAIN = 0x20;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Null where it does not end, or holds what it must not. A loop: one pattern over millions of escapes needs as deep a stack. */
function endOfString(text: string, start: number): number | null {
  let at = start + 1;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) return at + 1;
    if (unit < FIRST_PLAIN) return null;
    if (unit === BACKSLASH) {
      ESCAPE.lastIndex = at;
      if (!ESCAPE.test(text)) return null;
      at = ESCAPE.lastIndex;
    } else at += 1;
  }
  return null;
}

/** What is due after one token; null where the token was not due. Keeps the open brackets. */
function step(due: Due, kind: string, open: ("{" | "[")[]): Due | null {
  if (due === ":") return kind === ":" ? "value" : null;
  if (due === ", or end") {
    const inner = open.at(-1);
    if (kind === "," && inner !== undefined) return inner === "{" ? "key" : "value";
    return isClosing(kind, open) ? ", or end" : null;
  }
  if ((due === "key or }" && kind === "}") || (due === "value or ]" && kind === "]")) {
    open.pop();
    return ", or end";
  }
  if (due === "key" || due === "key or }") return kind === "quoted" ? ":" : null;
  if (kind === "{" || kind === "[") {
    open.push(kind);
    return kind === "{" ? "key or }" : "value or ]";
  }
  return kind === "quoted" || kind === "plain" ? ", or end" : null;
}

function isClosing(kind: string, open: ("{" | "[")[]): boolean {
  const wanted = open.at(-1) === "{" ? "}" : "]";
  return open.length > 0 && kind === wanted && open.pop() !== undefined;
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let end = text.indexOf("\n"); end !== -1 && end < offset; end = text.indexOf("\n", lineStart)) {
    line += 1;
    lineStart = end + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
