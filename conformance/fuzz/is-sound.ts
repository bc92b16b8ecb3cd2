/** Says whether our own road makes of a draw what we ask of the client: a doubt about us speaks against nobody. */
import { isDeepStrictEqual } from "node:util";
import { assemble } from "../../src/assembly/index.ts";
import { decodeBytes } from "../../src/wire/index.ts";
import type { ChatDraw, EventsDraw, FuzzDraw } from "./fuzz-draw.ts";
import { eventsOf } from "./spell-events.ts";

/** A draw with a fault has no answer to compare. */
export function isSound(draw: FuzzDraw): boolean {
  return draw.op === "chat.stream" ? isSoundAnswer(draw) : isSoundStream(draw);
}

// --- internal ---

function isSoundStream({ bytes, parts }: EventsDraw): boolean {
  const events = decodeBytes([bytes]).items.flatMap((item) => {
    if (item.kind !== "event") return [];
    const { kind: _kind, ...event } = item;
    return [event];
  });
  return isDeepStrictEqual(events, eventsOf(parts));
}

function isSoundAnswer({ whole, bytes, end, parts }: ChatDraw): boolean {
  if (parts.fault !== null || end !== "fin") return true;
  const { items, residue } = decodeBytes([bytes]);
  const { message, usage } = assemble(items, residue);
  const said = ({ choices }: typeof message) =>
    choices.map(({ content, reasoning, refusal, ...rest }) => ({
      ...rest,
      content: content ?? "",
      reasoning: reasoning ?? "",
      refusal: refusal ?? "",
    }));
  return isDeepStrictEqual(said(message), said(whole.truth.message)) && isDeepStrictEqual(usage, whole.truth.usage);
}
