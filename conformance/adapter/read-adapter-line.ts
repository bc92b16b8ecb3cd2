/** Reads one line of an adapter's standard output as a protocol message. */
import type { z } from "zod";
import { didYouMean } from "../../src/base/index.ts";
import { Progress, Ready, Result } from "../shape/protocol.ts";
import { quoteText } from "./neutralise-text.ts";

export type AdapterLine =
  | { readonly kind: "empty" }
  | { readonly kind: "ready"; readonly ready: Ready }
  /** `attempt` is null where the adapter left it out. */
  | { readonly kind: "result"; readonly result: Result; readonly attempt: number | null }
  | { readonly kind: "progress"; readonly progress: Progress }
  /** A known type that breaks its shape; `id` is the job it names, if it does. */
  | {
      readonly kind: "invalid";
      readonly type: "ready" | "result" | "progress";
      readonly id: string | null;
      readonly detail: string;
    }
  | { readonly kind: "pollution"; readonly text: string };

const ISSUES_SHOWN = 3;
/** No name is longer; what is, is cut short, and nothing is near to it. */
const NAME_CHARS_MAX = 80;

function printPath(path: readonly PropertyKey[]): string {
  const printed = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return printed.startsWith(".") ? printed.slice(1) : printed;
}

/** The value that an issue is about; undefined where the path leads nowhere. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = Reflect.get(at, part);
  }
  return at;
}

/** The first few issues as `path: message`; a name outside a closed list is shown instead of the whole list. */
export function printIssues(error: z.ZodError, value: unknown): string {
  const lines = error.issues.slice(0, ISSUES_SHOWN).map((issue) => {
    const found = valueAt(value, issue.path);
    const place = printPath(issue.path) || "(root)";
    if (issue.code === "invalid_value" && typeof found === "string") {
      const near = found.length > NAME_CHARS_MAX ? "" : didYouMean(found, issue.values.map(String));
      return `${place}: ${quoteText(found, NAME_CHARS_MAX)} is not in the closed list${near}`;
    }
    return `${place}: ${issue.message}`;
  });
  const more = error.issues.length - lines.length;
  return lines.join("; ") + (more > 0 ? `; and ${more} more` : "");
}

const ID = /"id"\s*:\s*("(?:[^"\\]|\\.)*")/;

/** The job that unreadable text seems to answer: the first `"id":"…"` in it, or null. */
export function findJobId(text: string): string | null {
  const quoted = ID.exec(text)?.[1];
  if (quoted === undefined) return null;
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Never throws. A line that is no JSON object with a known `type` is pollution. */
export function readAdapterLine(bytes: Uint8Array): AdapterLine {
  if (bytes.length === 0) return { kind: "empty" };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const lossy = new TextDecoder().decode(bytes);
    // A client's text that was not written as UTF-8 must not be blamed on the client.
    if (!/^\s*\{\s*"type"\s*:\s*"result"/.test(lossy)) return { kind: "pollution", text: lossy };
    return { kind: "invalid", type: "result", id: findJobId(lossy), detail: "the line is not valid UTF-8" };
  }
  const start = text.trimStart();
  if (start === "") return { kind: "empty" };
  // No parser is asked about what is no object; a flood of noise costs little so.
  if (!start.startsWith("{")) return { kind: "pollution", text };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "pollution", text };
  }
  if (!isRecord(value)) return { kind: "pollution", text };
  const id = typeof value["id"] === "string" ? value["id"] : null;
  switch (value["type"]) {
    case "ready": {
      const read = Ready.safeParse(value);
      if (read.success) return { kind: "ready", ready: read.data };
      return { kind: "invalid", type: "ready", id, detail: printIssues(read.error, value) };
    }
    case "result": {
      const read = Result.safeParse(value);
      if (!read.success) return { kind: "invalid", type: "result", id, detail: printIssues(read.error, value) };
      return { kind: "result", result: read.data, attempt: value["attempt"] === undefined ? null : read.data.attempt };
    }
    case "progress": {
      const read = Progress.safeParse(value);
      if (read.success) return { kind: "progress", progress: read.data };
      return { kind: "invalid", type: "progress", id, detail: printIssues(read.error, value) };
    }
    default:
      return { kind: "pollution", text };
  }
}
