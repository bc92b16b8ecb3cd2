/** Holds one payload against the wire schema, then against the letter of OpenAI's reference. */
import { classifyPayload, type Payload } from "../assembly/index.ts";
import { specDeviations, WireChunk } from "../schema/index.ts";
import type { ReportDraft } from "./file-report.ts";

/** Counts the payload by kind and adds what is wrong with it. `place` ends before the member's path. */
export function checkPayload(data: string, place: string, draft: ReportDraft): Payload["kind"] {
  const payload = classifyPayload(data);
  switch (payload.kind) {
    case "done":
      draft.count("done");
      break;
    case "malformed":
      draft.add("error", place, "", nameMalformed(payload.raw));
      break;
    case "error_envelope":
      draft.count("errors");
      break;
    case "foreign":
      draft.count("foreign");
      break;
    case "chunk":
      draft.count("chunks");
      checkChunk(payload.value, place, draft);
  }
  return payload.kind;
}

function checkChunk(chunk: unknown, place: string, draft: ReportDraft): void {
  const read = WireChunk.safeParse(chunk);
  if (!read.success) {
    for (const issue of read.error.issues) draft.add("error", place, spellPath(issue.path), issue.message);
    return;
  }
  for (const { path, message } of specDeviations(chunk)) draft.add("note", place, path, message);
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
