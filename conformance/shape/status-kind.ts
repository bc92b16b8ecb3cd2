/** Sorts the statuses by what they say of the client: a new one must be placed before anything compiles. */
import type { Status } from "./report.ts";

/**
 * `well`: judged, and nothing is wrong · `ill`: judged, and something is to be looked at, expected or not ·
 * `no_verdict`: the adapter or we ourselves broke · `left_out`: not played, or not judged.
 */
export type StatusKind = "well" | "ill" | "no_verdict" | "left_out";

const KINDS: Readonly<Record<Status, StatusKind>> = {
  pass: "well",
  observed: "well",
  fail: "ill",
  warn: "ill",
  inherited: "ill",
  timeout: "ill",
  crash: "ill",
  flaky: "ill",
  xfail: "ill",
  xpass: "ill",
  adapter_error: "no_verdict",
  harness_error: "no_verdict",
  skip: "left_out",
  not_judged: "left_out",
  not_run: "left_out",
};

export function statusKind(status: Status): StatusKind {
  return KINDS[status];
}
