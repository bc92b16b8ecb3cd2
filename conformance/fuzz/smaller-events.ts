/** Says which smaller event streams may be tried in place of one; every step leads down, so that the search ends. */
import type { EventParts, EventsParts } from "./events-parts.ts";
import { smallerTexts } from "./smaller-message.ts";

export function* smallerEvents(parts: EventsParts): Generator<EventsParts> {
  const { events, tail, cuts } = parts;
  if (cuts.way !== "whole") yield { ...parts, cuts: { way: "whole", picks: [] } };
  if (tail !== null) yield { ...parts, tail: null };
  if (events.length > 2) {
    const half = Math.ceil(events.length / 2);
    yield { ...parts, events: events.slice(0, half) };
    yield { ...parts, events: events.slice(half) };
  }
  if (events.length > 1) for (const index of events.keys()) yield { ...parts, events: events.toSpliced(index, 1) };
  if (parts.bom) yield { ...parts, bom: false };
  if (parts.eol === "mixed") for (const eol of ["crlf", "cr"] as const) yield { ...parts, eol };
  if (parts.eol !== "lf") yield { ...parts, eol: "lf" };
  if (!parts.space) yield { ...parts, space: true };
  for (const [index, one] of events.entries()) {
    for (const smaller of smallerEvent(one)) yield { ...parts, events: events.with(index, smaller) };
  }
  if (tail !== null) for (const smaller of smallerTexts(tail)) yield { ...parts, tail: smaller };
}

// --- internal ---

/** Never without any line: that would be a blank line more, and no block. */
function* smallerEvent(one: EventParts): Generator<EventParts> {
  const { data } = one;
  const count = [one.data, one.event, one.id, one.retry, one.extra].filter((value) => value !== null).length;
  if (count > 1) {
    for (const name of ["extra", "retry", "event", "id", "data"] as const)
      if (one[name] !== null) yield { ...one, [name]: null };
  }
  if (one.isExtraFirst) yield { ...one, isExtraFirst: false };
  if (one.id !== null && one.id !== "1" && one.id !== "") yield { ...one, id: "1" };
  if (data === null) return;
  const lines = data.split("\n");
  if (lines.length > 1) {
    for (const index of lines.keys()) yield { ...one, data: lines.toSpliced(index, 1).join("\n") };
    for (const [index, line] of lines.entries()) {
      for (const smaller of smallerTexts(line)) yield { ...one, data: lines.with(index, smaller).join("\n") };
    }
  } else if (data !== "") for (const smaller of smallerTexts(data)) yield { ...one, data: smaller };
}
