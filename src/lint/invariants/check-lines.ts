/** Looks at how the lines of a stream are spelled (L03, L04). */
import type { Say } from "./watch.ts";

const LF = 0x0a;
const CR = 0x0d;
const FIELDS = new Set(["data", "event", "id", "retry"]);
/** More than a field's name with its colon and two spaces. */
const HEAD_BYTES = 64;

/** `bytes` are the stream's; comments are looked at elsewhere. */
export function checkLines(bytes: Uint8Array, say: Say): void {
  const ends = new Set<string>();
  let event = 1;
  let hasData = false;
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (start < bytes.length) {
    let end = start;
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end += 1;
    const isPair = bytes[end] === CR && bytes[end + 1] === LF;
    if (end < bytes.length) ends.add(isPair ? "CRLF" : bytes[end] === CR ? "CR" : "LF");
    if (end === start) {
      if (hasData) event += 1;
      hasData = false;
    } else {
      const head = Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(end - start, HEAD_BYTES)).toString(
        "latin1",
      );
      const name = /^[^:]*/.exec(head)?.[0] ?? "";
      if (name === "data") hasData = true;
      const trouble = nameTrouble(name, head);
      if (trouble !== null) say("L03", { event, path: "" }, trouble);
    }
    start = isPair ? end + 2 : end + 1;
  }
  if (ends.size > 1) say("L04", null, `line ends are mixed: ${[...ends].join(", ")}`);
  else if (ends.has("CRLF") || ends.has("CR")) say("L04", null, `lines end with ${[...ends].join("")}`);
}

function nameTrouble(name: string, head: string): string | null {
  if (name === "") return null;
  if (!FIELDS.has(name)) return `a line that event readers go past: ${JSON.stringify(head.slice(0, 40))}`;
  if (name !== "data") return `a field beside data: ${name}`;
  const value = head.slice("data:".length);
  if (value === "" || value === " " || /^ [^ ]/.test(value)) return null;
  return value.startsWith("  ") ? "two spaces after the colon of data" : "no space after the colon of data";
}
