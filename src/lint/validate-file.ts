/** Validates one file, whichever of the known kinds it is. */
import { isJson, DEFAULT_LIMITS, ToolkitError } from "../base/index.ts";
import { classifyPayload } from "../assembly/index.ts";
import { checkEventStream } from "./check-event-stream.ts";
import { checkPayload } from "./check-payload.ts";
import { locateJsonError } from "./locate-json-error.ts";
import { startReport, type FileKind, type FileReport, type ReportDraft } from "./file-report.ts";
import { validateCassette } from "./validate-cassette.ts";

/**
 * Tells the kind by content first, then by name. `file` names the places; nothing is read from disk.
 * Throws a ToolkitError where the file is unusable as a whole: FORMAT_UNKNOWN, JSON_INVALID, YAML_INVALID,
 * CASSETTE_VERSION, CASSETTE_INVALID, LIMIT_EXCEEDED.
 */
export function validateFile(file: string, bytes: Uint8Array): FileReport {
  if (bytes.length > DEFAULT_LIMITS.fileBytesMax) {
    throw new ToolkitError(
      "LIMIT_EXCEEDED",
      file,
      `${bytes.length} bytes are more than fileBytesMax (${DEFAULT_LIMITS.fileBytesMax})`,
    );
  }
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === "") throw new ToolkitError("FORMAT_UNKNOWN", file, "the file is empty");
  const kind = recognise(file, text);
  if (kind === "go-vcr cassette") return validateCassette(file, bytes);
  if (kind === "event stream") {
    const draft = startReport(["events", "chunks", "done"]);
    checkEventStream(bytes, file, draft);
    return draft.finish(kind);
  }
  return kind === "chunk lines" ? validateLines(file, text) : validateJson(file, text);
}

/** `chunk` stands for any whole JSON document; a file of JSON lines is no JSON document from its second line on. */
function recognise(file: string, text: string): FileKind {
  const head = text.slice(0, 2_000).trimStart();
  const extension = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? "";
  if (extension === "yaml" || extension === "yml") return "go-vcr cassette";
  if (
    /^(?:data|event|id|retry):|^(?:: |:$|:[A-Z])/m.test(head) &&
    !/^[{["]|^---|^(?:version|interactions|schema):/.test(head)
  )
    return "event stream";
  if (/^[{["]/.test(head)) {
    if (extension === "jsonl" || extension === "ndjson") return "chunk lines";
    if (/"http_interactions"|^\{\s*"(?:interactions|log|version)"\s*:/.test(head)) return "go-vcr cassette";
    const lines = text.split("\n", 3).filter((line) => line.trim() !== "");
    return lines.length > 1 && lines.every((line) => isJson(line)) ? "chunk lines" : "chunk";
  }
  if (/^(?:---|version:|interactions:|http_interactions:)/.test(head)) return "go-vcr cassette";
  if (extension === "jsonl" || extension === "ndjson") return "chunk lines";
  if (extension === "json") return "chunk";
  if (extension === "sse") return "event stream";
  throw new ToolkitError(
    "FORMAT_UNKNOWN",
    file,
    `neither JSON, nor an event stream, nor a cassette: ${JSON.stringify(head.slice(0, 40))}`,
  );
}

function validateJson(file: string, text: string): FileReport {
  const draft = startReport(["chunks"]);
  const parsed = parseWhole(file, text);
  const isList = Array.isArray(parsed);
  const values: readonly unknown[] = isList ? parsed : [parsed];
  for (const [at, value] of values.entries()) {
    const place = isList ? `${file}:[${at}]` : file;
    checkDocument(isList ? spellValue(value, place) : text, place, draft);
  }
  return draft.finish(isList ? "chunk array" : "chunk");
}

function validateLines(file: string, text: string): FileReport {
  const draft = startReport(["chunks"]);
  // One after the other: a file may hold a hundred million empty lines.
  let start = 0;
  for (let at = 1; start < text.length; at += 1) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    const line = text.slice(start, text[end - 1] === "\r" ? end - 1 : end);
    if (line.trim() !== "") checkDocument(line, `${file}:${at}`, draft);
    start = end + 1;
  }
  return draft.finish("chunk lines");
}

/** A chunk by itself: chunks of a file need not be of one stream, so nothing is said of them together. */
function checkDocument(text: string, place: string, draft: ReportDraft): void {
  const payload = classifyPayload(text);
  checkPayload(payload, place, draft);
  if (payload.kind === "foreign") draft.add("error", place, "", "no chunk: it has no choices, and is no error");
}

/** Parsing has no limit of depth, spelling has the stack's. */
function spellValue(value: unknown, place: string): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new ToolkitError("LIMIT_EXCEEDED", place, "nested too deep", { cause: error });
  }
}

function parseWhole(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const found = locateJsonError(text);
    const place = found === null ? file : `${file}:${found.line}:${found.column}`;
    throw new ToolkitError("JSON_INVALID", place, reason, { cause: error });
  }
}
