/** Finds the event that the end of the bytes left without its blank line. */
import type { Residue, SseEvent } from "../wire/index.ts";
import { classifyPayload } from "./classify-payload.ts";

/**
 * The pending event, with an unfinished data line joined to it where that makes a whole payload (`data: [DONE]` as the
 * very last bytes; a JSON object is whole when it parses). `cut` is the unfinished line where it was not used.
 */
export function flushResidue(residue: Residue): { readonly event: SseEvent | null; readonly cut: string } {
  const { pending, unfinishedLine } = residue;
  const line = /^data:( ?)/.exec(unfinishedLine);
  if (line === null) return { event: pending, cut: unfinishedLine };
  const tail = unfinishedLine.slice(line[0].length);
  const data = pending === null ? tail : `${pending.data}\n${tail}`;
  const { kind } = classifyPayload(data);
  // A number or a word may be cut and still parse, but such payloads say nothing anyway.
  if (kind === "malformed" || kind === "foreign") return { event: pending, cut: unfinishedLine };
  return { event: { kind: "event", event: pending?.event ?? "message", data, id: pending?.id ?? "" }, cut: "" };
}
