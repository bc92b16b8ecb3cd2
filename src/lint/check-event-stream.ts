/** Holds the payloads of one event stream against the schemas. */
import { decodeBytes } from "../wire/index.ts";
import { checkPayload } from "./check-payload.ts";
import type { ReportDraft } from "./file-report.ts";

/** Events are numbered from 1. A stream of another protocol is counted, and not judged as chat. */
export function checkEventStream(bytes: Uint8Array, place: string, draft: ReportDraft): void {
  if (!isUtf8(bytes)) draft.add("error", place, "", "the stream is not UTF-8; its bad bytes are read as U+FFFD");
  const { items, residue } = decodeBytes([bytes]);
  const pending = residue.pending === null ? [] : [residue.pending];
  let eventAt = 0;
  let chatPayloads = 0;
  let doneAt = 0;
  for (const item of [...items, ...pending]) {
    if (item.kind !== "event") continue;
    eventAt += 1;
    draft.count("events");
    const kind = checkPayload(item.data, `${place}:event ${eventAt}`, draft);
    if (kind === "chunk") chatPayloads += 1;
    if (doneAt > 0) draft.add("note", `${place}:event ${eventAt}`, "", "an event after [DONE]");
    if (kind === "done") doneAt = eventAt;
  }
  if (eventAt === 0) draft.add("error", place, "", "no event in the stream");
  if (residue.pending !== null)
    draft.add("note", `${place}:event ${eventAt}`, "", "no blank line after the last event: event readers drop it");
  else if (residue.unfinishedLine !== "")
    draft.add("note", place, "", "the last line has no line end: event readers drop it");
  if (chatPayloads > 0 && doneAt === 0) draft.add("note", place, "", "the stream does not end with [DONE]");
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
