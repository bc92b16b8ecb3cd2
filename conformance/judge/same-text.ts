/** Compares a text that is due with a text as reported, either of them maybe given as length and digest. */
import { createHash } from "node:crypto";
import type { ReportedText } from "../shape/protocol.ts";

/** Null, absent and "" are one value: no text. */
export type MaybeText = ReportedText | null | undefined;

export type TextRule = {
  /** `prefix`: what is reported begins what is due (an abort cuts anywhere). */
  readonly match: "exact" | "prefix";
  /** False where a case tells null from "". Absent always counts as null. */
  readonly nullIsAbsent: boolean;
};

export function sameText(due: MaybeText, reported: MaybeText, rule: TextRule): boolean {
  if (!rule.nullIsAbsent && rule.match === "exact" && isNone(due) !== isNone(reported)) return false;
  const expected = due ?? "";
  const actual = reported ?? "";
  if (typeof expected === "string" && typeof actual === "string") {
    return rule.match === "prefix" ? expected.startsWith(actual) : expected === actual;
  }
  if (typeof expected === "string") {
    if (typeof actual === "string") return false;
    return rule.match === "prefix" ? digestIsPrefix(expected, actual) : digestFits(expected, actual);
  }
  if (typeof actual === "string") {
    // A digest says nothing of its prefixes: what is shorter cannot be told to be wrong.
    if (rule.match === "prefix" && Buffer.byteLength(actual) < expected.length) return true;
    return digestFits(actual, expected);
  }
  if (rule.match === "prefix" && actual.length < expected.length) return true;
  return expected.length === actual.length && expected.sha256 === actual.sha256;
}

export type Digest = { readonly length: number; readonly sha256: string };

/** True where the UTF-8 bytes of the text have this length and digest. */
export function digestFits(text: string, digest: Digest): boolean {
  const bytes = Buffer.from(text, "utf8");
  return bytes.length === digest.length && sha256(bytes) === digest.sha256;
}

/** True where some prefix of the text has this length in bytes and this digest. */
export function digestIsPrefix(text: string, digest: Digest): boolean {
  const bytes = Buffer.from(text, "utf8");
  return digest.length <= bytes.length && sha256(bytes.subarray(0, digest.length)) === digest.sha256;
}

/** True where there is no text at all: null, absent, "" or the digest of nothing. */
export function isEmptyText(text: MaybeText): boolean {
  return text === null || text === undefined || text === "" || (typeof text === "object" && text.length === 0);
}

// --- internal ---

function isNone(text: MaybeText): boolean {
  return text === null || text === undefined;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
