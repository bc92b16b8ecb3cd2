import { expect, test } from "vitest";
import { loadedCase } from "../expand/testing/loaded-case.ts";
import type { FindingCode } from "../shape/finding.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { verdictWithoutPlay } from "../judge/index.ts";
import { wantsControl } from "./wants-control.ts";

type Told = { readonly status?: CaseVerdict["status"]; readonly code?: FindingCode; readonly key?: string };
type Given = { readonly case?: object; readonly exchange?: object };

function wants(
  given: Given,
  { status = "fail", code = "content.lost", key = "plain" }: Told,
  severity: "fail" | "warn" = "fail",
): boolean {
  const one = loadedCase(new Uint8Array(0), given as Parameters<typeof loadedCase>[1]).case;
  const findings = status === "timeout" ? [] : [{ code, severity, path: "outcome", expected: null, actual: null }];
  return wantsControl(one, { ...verdictWithoutPlay(one, "skip", ""), status, findings, key });
}

const TRANSPORT = { case: { id: "transport/x" } };

test.each<[string, Given, Told, boolean]>([
  ["a transport case", TRANSPORT, {}, true],
  ["a tagged case", { case: { tags: ["transport"] } }, {}, true],
  ["an abort", { case: { id: "abort/x" } }, { code: "abort.ignored", status: "warn" }, true],
  ["a content coding", { case: { id: "encoding/gzip" } }, {}, true],
  ["a deadline of a transport case", TRANSPORT, { status: "timeout" }, true],
  ["a crash, which no other program shares", TRANSPORT, { status: "crash" }, false],
  ["what passes", TRANSPORT, { status: "pass" }, false],
  ["what is observed", TRANSPORT, { status: "observed" }, false],
  ["lost text of another area", { case: { id: "usage/x" } }, {}, false],
  ["a reset that is hidden", { exchange: { end: "rst" } }, { code: "truncation.hidden" }, true],
  [
    "a missing last chunk that is hidden",
    { exchange: { end: "missing_last_chunk" } },
    { code: "truncation.hidden" },
    true,
  ],
  ["a clean end in mid-answer, which no transport can tell", TRANSPORT, { code: "truncation.hidden" }, false],
  [
    "an end of the connection where it ends the body",
    { case: { id: "transport/x" }, exchange: { end: "missing_last_chunk", transfer: "close" } },
    { code: "truncation.hidden" },
    false,
  ],
  [
    "the same as a variant",
    { exchange: { end: "missing_last_chunk" } },
    { code: "truncation.hidden", key: "transfer=close" },
    false,
  ],
  [
    "a coding that breaks off",
    { exchange: { wire: { encoding: "gzip", encoding_end: "unfinished" } } },
    { code: "truncation.hidden" },
    true,
  ],
  [
    "a length too long",
    { exchange: { transfer: "length", wire: { length_delta: 64 } } },
    { code: "truncation.hidden" },
    true,
  ],
  [
    "a false error behind an interim answer",
    { exchange: { wire: { informational: [{ status: 100 }] } } },
    { code: "error.false" },
    true,
  ],
  ["a false error of another framing", {}, { code: "error.false", key: "transfer=length" }, true],
  ["a false error with a header more", { exchange: { headers: { "x-a": "b" } } }, { code: "error.false" }, true],
  ["a false error on a plain stream", {}, { code: "error.false" }, false],
  [
    "a false error on a broken stream",
    { case: { input: "broken" } },
    { code: "error.false", key: "transfer=close" },
    false,
  ],
])("%s: a bare client is asked: %#", (_, given, told, wanted) => {
  expect(wants(given, told)).toBe(wanted);
});

test("a warning alone speaks against nobody, so nobody is asked", () => {
  expect(wants(TRANSPORT, { status: "warn", code: "error.misnamed" }, "warn")).toBe(false);
});
