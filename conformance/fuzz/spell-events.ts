/** Spells a drawn event stream as bytes, and says which events it holds: from what was drawn, never from the bytes. */
import type { EventParts, EventsParts } from "./events-parts.ts";

const LINE_ENDS = { lf: ["\n"], crlf: ["\r\n"], cr: ["\r"], mixed: ["\n", "\r\n", "\r"] } as const;

export type SpelledEvent = { readonly event: string; readonly data: string; readonly id: string };

export function spellEvents({ eol, space, bom, events, tail }: EventsParts): Uint8Array {
  const colon = space ? ": " : ":";
  const ends = LINE_ENDS[eol];
  let text = bom ? "\uFEFF" : "";
  for (const [at, one] of events.entries()) {
    // One line end throughout a block: a CR before an LF would be one line end where two are meant.
    const end = ends[at % ends.length] ?? "\n";
    for (const line of linesOf(one, colon)) text += line + end;
    text += end;
  }
  return new TextEncoder().encode(tail === null ? text : `${text}${field("data", tail, colon)}${ends[0]}`);
}

/** WHATWG, 9.2.6: an id stays until the next one; a block without data is no event. */
export function eventsOf({ events }: EventsParts): readonly SpelledEvent[] {
  const spelled: SpelledEvent[] = [];
  let id = "";
  for (const one of events) {
    if (one.id !== null) id = one.id;
    if (one.data !== null) spelled.push({ event: one.event ?? "message", data: one.data, id });
  }
  return spelled;
}

// --- internal ---

function linesOf({ data, event, id, retry, extra, isExtraFirst }: EventParts, colon: string): readonly string[] {
  const fields = [
    ...(event === null ? [] : [field("event", event, colon)]),
    ...(id === null ? [] : [field("id", id, colon)]),
    ...(retry === null ? [] : [field("retry", retry, colon)]),
    // A field without a colon is there and empty.
    ...(data === null
      ? []
      : data.split("\n").map((line) => (line === "" && colon === ":" ? "data" : field("data", line, colon)))),
  ];
  const more = extra === null ? [] : [extra];
  return isExtraFirst ? [...more, ...fields] : [...fields, ...more];
}

/** One space behind the colon is none of the value: a value that begins with one needs another. */
function field(name: string, value: string, colon: string): string {
  return name + (value.startsWith(" ") ? ": " : colon) + value;
}
