/** Assembles the items of an event stream to a message: the reference road from events on. */
import type { Residue, SseItem } from "../wire/index.ts";
import type { Assembled } from "./assembled.ts";
import { createFold } from "./create-fold.ts";
import { flushResidue } from "./flush-residue.ts";
import type { FoldOptions } from "./fold-options.ts";
import { readPayload } from "./read-payload.ts";

/**
 * Comments and retries are gone past. Event readers discard what no blank line ended (WHATWG 9.2.6); here it is flushed
 * with a note if it is whole, for some servers end `[DONE]` without one. A line cut off in the middle is noted only.
 */
export function assemble(items: Iterable<SseItem>, residue?: Residue, options: FoldOptions = {}): Assembled {
  const fold = createFold(options);
  for (const item of items) {
    if (item.kind === "event") fold.push(readPayload(item));
  }
  if (residue === undefined) return fold.end();
  const { event, cut } = flushResidue(residue);
  if (event !== null) {
    fold.note("event-unterminated", "the last event has no blank line after it");
    fold.push(readPayload(event));
  }
  if (cut !== "") fold.note("line-unfinished", `${cut.length} characters without a line end`);
  return fold.end();
}
