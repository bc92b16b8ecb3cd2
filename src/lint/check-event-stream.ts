/** Holds one event stream against the schemas, and against what streams keep to. */
import { createFold, readPayload, type Payload } from "../assembly/index.ts";
import { decodeBytes, type SseEvent } from "../wire/index.ts";
import { checkPayload } from "./check-payload.ts";
import type { ReportDraft } from "./file-report.ts";
import { checkLines } from "./invariants/check-lines.ts";
import { chunkParts, isMembers } from "./invariants/chunk-parts.ts";
import { sayFoldNotes } from "./invariants/say-fold-notes.ts";
import type { Say, SeenAt } from "./invariants/watch.ts";
import { startWatches } from "./invariants/start-watches.ts";

/** What one stream turned out to hold. */
export type StreamSeen = { readonly chunks: number; readonly hasUsage: boolean; readonly hasFailed: boolean };

/** Events are numbered from 1. A stream of another protocol is counted, and not judged as chat. */
export function checkEventStream(bytes: Uint8Array, place: string, draft: ReportDraft): StreamSeen {
  if (!isUtf8(bytes)) draft.add("error", place, "", "the stream is not UTF-8; its bad bytes are read as U+FFFD");
  const { items, residue } = decodeBytes([bytes]);
  // Told only once it is known that the stream is one of chat.
  const found: (() => void)[] = [];
  const placeOf = (at: SeenAt) => (at === null ? place : `${place}:event ${at.event}`);
  const say: Say = (invariant, at, message, isRecorded) =>
    found.push(() => draft.say(invariant, placeOf(at), at?.path ?? "", message, isRecorded));
  const watches = startWatches(say);
  const fold = createFold();
  const refused = new Set<number>();
  let eventAt = 0;
  let chunks = 0;
  let doneAt = 0;

  const readEvent = (event: SseEvent): void => {
    eventAt += 1;
    draft.count("events");
    const payload = readPayload(event);
    const at = `${place}:event ${eventAt}`;
    if (!checkPayload(payload, at, draft)) refused.add(eventAt);
    if (payload.kind === "foreign" && !isMembers(payload.value)) {
      say("L02", { event: eventAt, path: "" }, "JSON, but no object");
    }
    if (doneAt > 0) draft.say("L06", at, "", "an event after [DONE]");
    else watch(payload);
    if (payload.kind === "done") doneAt = eventAt;
  };
  const watch = (payload: Payload): void => {
    fold.push(payload);
    for (const { payload: look } of watches) look?.(payload, eventAt);
    if (payload.kind !== "chunk") return;
    chunks += 1;
    const parts = chunkParts(payload.value);
    for (const { chunk: look } of watches) look?.(parts, eventAt);
  };

  for (const item of items) {
    if (item.kind === "event") readEvent(item);
    else if (item.kind === "comment") say("L05", { event: eventAt + 1, path: "" }, "a comment before this event");
  }
  if (residue.pending !== null) readEvent(residue.pending);
  const assembled = fold.end();
  for (const { end: look } of watches) look?.(assembled);
  sayFoldNotes(
    assembled,
    say,
    (at, message) => found.push(() => draft.aside(placeOf(at), at?.path ?? "", message)),
    (event) => refused.has(event),
  );
  checkLines(bytes, say);
  if (chunks > 0) for (const tell of found) tell();

  if (eventAt === 0) draft.add("error", place, "", "no event in the stream");
  if (residue.pending !== null) {
    const at = `${place}:event ${eventAt}`;
    const message = "no blank line after the last event: event readers drop it";
    if (doneAt === eventAt) draft.say("L07", at, "", message);
    else draft.add("note", at, "", message);
  } else if (residue.unfinishedLine !== "") {
    draft.add("note", place, "", "the last line has no line end: event readers drop it");
  }
  if (chunks > 0 && doneAt === 0) draft.say("L06", place, "", "the stream does not end with [DONE]");
  return { chunks, hasUsage: assembled.usage !== null, hasFailed: assembled.error !== null };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
