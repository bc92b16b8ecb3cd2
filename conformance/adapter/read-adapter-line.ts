/** Reads one line of an adapter's standard output as a protocol message. */
import type { z } from "zod";
import { DEFAULT_LIMITS, didYouMean, safeParseTotal, type Limits, type TooMany } from "../../src/base/index.ts";
import { Progress, Ready, Result } from "../shape/protocol.ts";
import { countItems } from "./count-items.ts";
import { findExcess } from "./find-excess.ts";
import { neutraliseText, quoteText } from "./neutralise-text.ts";

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

type Invalid = AdapterLine & { readonly kind: "invalid" };

const ISSUES_SHOWN = 3;
/** No name is longer; what is, is cut short, and nothing is near to it. */
const NAME_CHARS_MAX = 80;
const PATH_CHARS_MAX = 200;

/** Keys come from the adapter: they are shortened, and harmless to a terminal. */
function printPath(path: readonly PropertyKey[]): string {
  const printed = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${printKey(String(part))}`)).join("");
  const shown = printed.startsWith(".") ? printed.slice(1) : printed;
  return shown.length <= PATH_CHARS_MAX ? shown : `${shown.slice(0, PATH_CHARS_MAX)}…`;
}

function printKey(key: string): string {
  if (key.length > NAME_CHARS_MAX) return quoteText(key, NAME_CHARS_MAX);
  return neutraliseText(key).replaceAll("\n", "\\n");
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
export function printIssues(issues: readonly (z.core.$ZodIssue | TooMany)[], value: unknown): string {
  const lines = issues.slice(0, ISSUES_SHOWN).map((issue) => {
    const found = valueAt(value, issue.path);
    const place = printPath(issue.path) || "(root)";
    if (issue.code === "invalid_value" && typeof found === "string") {
      const near = found.length > NAME_CHARS_MAX ? "" : didYouMean(found, issue.values.map(String));
      return `${place}: ${quoteText(found, NAME_CHARS_MAX)} is not in the closed list${near}`;
    }
    return `${place}: ${issue.message}`;
  });
  const more = issues.length - lines.length;
  return lines.join("; ") + (more > 0 ? `; and ${more} more` : "");
}

// Bounded: what backtracks over a long string overflows the stack of the engine. Our own ids have 13 characters.
const ID = /"id"\s{0,8}:\s{0,8}("(?:[^"\\]|\\.){0,200}")/;
const TYPE = /^\s{0,64}\{\s{0,8}"type"\s{0,8}:\s{0,8}"(ready|result|progress)"/;

/** As the runner makes them: of whatever stands before it in a line with its keys sorted, no id of a chunk is one. */
const OWN_ID = /"id"\s{0,8}:\s{0,8}"(j[0-9a-f]{12})"/;
const SAYS_RESULT = /"type"\s{0,8}:\s{0,8}"result"/;

/** The job that unreadable text seems to answer: an id of our own, else the first `"id":"…"` in it, or null. */
export function findJobId(text: string): string | null {
  const own = OWN_ID.exec(text)?.[1];
  if (own !== undefined) return own;
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

type LineLimits = Pick<Limits, "adapterLineDepthMax" | "adapterLineValuesMax" | "adapterLineItemsMax">;

/**
 * Never throws. A line that is no JSON object with a known `type` is pollution; one that holds too much, or that no
 * parser gets through, is invalid.
 */
export function readAdapterLine(bytes: Uint8Array, limits: LineLimits = DEFAULT_LIMITS): AdapterLine {
  let text = "";
  try {
    if (bytes.length === 0) return { kind: "empty" };
    text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    return readText(text, isUtf8(bytes, text), limits);
  } catch (error) {
    return refused(text, `the line could not be read: ${error instanceof Error ? error.message : "no reason given"}`);
  }
}

// --- internal ---

/** A replacement character stands for what is no UTF-8, or for itself. */
function isUtf8(bytes: Uint8Array, text: string): boolean {
  return !text.includes("\ufffd") || isUtf8Strictly(bytes);
}

function isUtf8Strictly(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Of a line that is not parsed: what it seems to be, and whose. */
function refused(text: string, detail: string): AdapterLine {
  const type = TYPE.exec(text)?.[1] ?? "result";
  return { kind: "invalid", type: type as Invalid["type"], id: findJobId(text), detail };
}

function readText(text: string, isValid: boolean, limits: LineLimits): AdapterLine {
  // A client's text that was not written as UTF-8 must not be blamed on the client.
  if (!isValid)
    return text.trimStart().startsWith("{") && SAYS_RESULT.test(text)
      ? refused(text, "the line is not valid UTF-8")
      : { kind: "pollution", text };
  const start = text.trimStart();
  if (start === "") return { kind: "empty" };
  // No parser is asked about what is no object; a flood of noise costs little so.
  if (!start.startsWith("{")) return { kind: "pollution", text };
  const excess = findExcess(text, limits);
  if (excess?.of === "values") return refused(text, excess.detail);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "pollution", text };
  }
  if (!isRecord(value)) return { kind: "pollution", text };
  const id = typeof value["id"] === "string" ? value["id"] : null;
  const invalid = (type: Invalid["type"], detail: string): Invalid => ({ kind: "invalid", type, id, detail });
  const { type } = value;
  if (type !== "ready" && type !== "result" && type !== "progress") return { kind: "pollution", text };
  if (excess !== null) return invalid(type, excess.detail);
  if (countItems(value, limits.adapterLineItemsMax) > limits.adapterLineItemsMax)
    return invalid(type, `it lists more than ${limits.adapterLineItemsMax} things`);
  switch (type) {
    case "ready": {
      const read = safeParseTotal(Ready, value);
      return read.success ? { kind: type, ready: read.data } : invalid(type, printIssues(read.issues, value));
    }
    case "result": {
      const read = safeParseTotal(Result, value);
      if (!read.success) return invalid(type, printIssues(read.issues, value));
      return { kind: type, result: read.data, attempt: value["attempt"] === undefined ? null : read.data.attempt };
    }
    case "progress": {
      const read = safeParseTotal(Progress, value);
      return read.success ? { kind: type, progress: read.data } : invalid(type, printIssues(read.issues, value));
    }
  }
}
