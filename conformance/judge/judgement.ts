/** The judgement of one observation: what differs, and which accepted end it matched. */
import type { Finding, FindingCode } from "../shape/finding.ts";
import { boundPair } from "./bound-value.ts";

export type Judgement = {
  readonly findings: readonly Finding[];
  /** The name, else the index, of the accepted end that matched; null where none did. */
  readonly matched: string | null;
};

/** A finding that speaks against the client. */
export function failure(code: FindingCode, path: string, expected: unknown, actual: unknown): Finding {
  return { code, severity: "fail", path, ...boundPair(expected, actual) };
}

/** A finding that is worth knowing and never fails a case. */
export function warning(code: FindingCode, path: string, expected: unknown, actual: unknown): Finding {
  return { code, severity: "warn", path, ...boundPair(expected, actual) };
}
