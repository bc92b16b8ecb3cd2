/** Holds one payload against the wire schema, then against the letter of OpenAI's reference. */
import { classifyPayload, type Payload } from "../assembly/index.ts";
import { specDeviations, WireChunk } from "../schema/index.ts";
import type { ReportDraft } from "./file-report.ts";

/** Counts the payload by kind and adds what is wrong with it. `place` ends before the member's path. False where it is refused. */
export function checkPayload(payload: Payload, place: string, draft: ReportDraft): boolean {
  switch (payload.kind) {
    case "done":
      draft.count("done");
      return true;
    case "malformed":
      // Legal, and what some servers keep a connection alive with.
      if (payload.raw.trim() === "") {
        draft.aside(place, "", "an event without data");
        return true;
      }
      draft.say("L02", place, "", nameMalformed(payload.raw));
      return false;
    case "error_envelope":
      draft.count("errors");
      return true;
    case "foreign":
      draft.count("foreign");
      return true;
    case "chunk":
      draft.count("chunks");
      return checkChunk(payload.value, place, draft);
  }
}

function checkChunk(chunk: unknown, place: string, draft: ReportDraft): boolean {
  const read = WireChunk.safeParse(chunk);
  if (!read.success) {
    for (const issue of read.error.issues) draft.add("error", place, spellPath(issue.path), issue.message);
    return false;
  }
  for (const { path, message } of specDeviations(chunk)) draft.add("note", place, path, message);
  return true;
}

/** `choices[0].delta.content` */
function spellPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, at) => (typeof step === "number" ? `[${step}]` : `${at === 0 ? "" : "."}${String(step)}`))
    .join("");
}

function nameMalformed(raw: string): string {
  const [first = "", second] = raw.split("\n", 2);
  if (second !== undefined && classifyPayload(first).kind !== "malformed") {
    return "several payloads in one event: no blank line stands between them";
  }
  return `not JSON: ${quote(raw)}`;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
