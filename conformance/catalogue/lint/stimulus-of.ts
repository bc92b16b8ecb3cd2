/** Tells what a case sends, in a form in which two cases can be compared. */
import { isEventStream } from "../../../src/wire/index.ts";
import type { LoadedCase } from "../../shape/case.ts";
import { sortedMembers } from "./sorted-members.ts";

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Equal for cases that send a client the same: the request, each answer with its end, and the bytes of its body.
 * Line ends and the one space after a colon mean the same to whoever reads an event stream, so they are written alike.
 */
export function stimulusOf({ case: one, bodies }: LoadedCase): string {
  const { op, request, abort, delivery = null, exchanges } = one;
  const answers = exchanges.map(({ status, headers, end, wire = null }, index) => {
    const body = bodies[index] ?? new Uint8Array(0);
    // Bytes that are no UTF-8 would all look alike as text.
    const text =
      isEventStream(headers) && isUtf8(body) ? plainlySpelled(UTF8.decode(body)) : Buffer.from(body).toString("hex");
    return { status, headers: sortedMembers(headers), end, wire, text };
  });
  return JSON.stringify({ op, request: sortedMembers(request), abort, delivery, answers });
}

/** The blocks of a body whose every event is whole, spelled plainly; null where there is more to it than that. */
export function wholeBlocks({ case: one, bodies }: LoadedCase): readonly string[] | null {
  const [exchange, ...more] = one.exchanges;
  const [body = new Uint8Array(0)] = bodies;
  if (exchange === undefined || more.length > 0 || exchange.wire !== undefined || exchange.end !== "fin") return null;
  if (exchange.status !== 200 || exchange.headers["content-type"] !== "text/event-stream") return null;
  if (!isUtf8(body)) return null;
  const text = plainlySpelled(UTF8.decode(body));
  // A mark at the start belongs to the stream, not to its first block.
  if (text.startsWith("\ufeff") || !text.endsWith("\n\n")) return null;
  return text.split("\n\n").filter((block) => block.replaceAll("\n", "") !== "");
}

// --- internal ---

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function plainlySpelled(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/^([^\n:]*:) /gm, "$1");
}
