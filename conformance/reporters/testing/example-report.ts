/** A small report with one case of each kind that a reader meets, for the tests of this folder. */
import { summarise } from "../../judge/index.ts";
import { exampleCase } from "../../judge/testing/example-observation.ts";
import type { CaseVerdict, Report } from "../../shape/report.ts";
import type { CaseExplanation } from "../case-explanation.ts";

const SENT = 'data: {"choices":[{"delta":{"content":"hé|\\\\"}}]}\r\n\r\ndata: [DONE]\r\n\r\n';

export const EXPLANATION: CaseExplanation = {
  case: exampleCase({
    why: "Whoever bills by tokens bills nothing.",
    refs: [{ kind: "issue", at: "acme/client#12", shows: "usage lost behind a proxy" }],
  }),
  exchanges: [
    {
      status: 200,
      headers: [["content-type", "text/event-stream"]],
      // The second cut is inside the two bytes of é.
      slices: [Buffer.from(SENT).subarray(0, 6), Buffer.from(SENT).subarray(6, 41), Buffer.from(SENT).subarray(41)],
      gapsBefore: [1],
      transfer: "chunked",
      end: { kind: "fin" },
    },
  ],
};

function verdict(over: Partial<CaseVerdict>): CaseVerdict {
  return {
    uid: "c7k2",
    id: "usage/own-empty-choices",
    title: "Usage arrives in a last chunk with empty choices",
    rule: "Usage is reported when its chunk has no choice.",
    level: "must",
    op: "chat.stream",
    profile: "core",
    status: "pass",
    findings: [],
    key: "plain",
    matched: "0",
    because: null,
    variants: { run: 0, failed: [], not_judged: 0 },
    delivery: { slices: 3, gaps: 1 },
    evidence: null,
    ...over,
  };
}

export const CASES: readonly CaseVerdict[] = [
  verdict({ uid: "a1aa", id: "content/plain" }),
  verdict({
    status: "fail",
    key: "cuts=6,41",
    matched: null,
    findings: [
      {
        code: "content.changed",
        severity: "fail",
        path: "message.choices[0].content",
        expected: "The quick brown fox jumps over the lazy dog, and hé laughs.",
        actual: "The quick brown fox jumps over the lazy dog, and h\u001b[31m laughs.",
      },
      { code: "usage.changed", severity: "fail", path: "usage", expected: { b: 1, a: 2 }, actual: { a: 3, b: 1 } },
    ],
    variants: { run: 12, failed: ["cuts=6,41", "cuts=byte"], not_judged: 1 },
    evidence: { outcome: "completed", errors: [{ native: "TypeError", message: "x" }], request: null },
  }),
  verdict({
    uid: "b2bb",
    id: "error/http-429",
    title: "A 429 before the stream",
    rule: "A refused request fails.",
    level: "should",
    status: "timeout",
    because: "no result within 5000 ms",
    delivery: null,
  }),
  verdict({ uid: "d4dd", id: "done/text-after", status: "observed", level: "observe", matched: "ignored" }),
  verdict({
    uid: "e5ee",
    id: "tool/merged",
    status: "skip",
    because: "the adapter does not declare report.tool_calls",
  }),
  verdict({ uid: "f6ff", id: "tool/lost", status: "skip", because: "the adapter does not declare report.tool_calls" }),
  verdict({ uid: "g7gg", id: "azure/filter", status: "skip", because: "profile azure is not claimed" }),
];

export function exampleReport(over: Partial<Report> = {}): Report {
  return {
    schema: "streamproof/report@1",
    tool: { name: "streamproof", version: "0.1.0" },
    suite: { cases: 250, sha256: "0123456789abcdef".repeat(4) },
    client: {
      identity: { name: "acme", version: "7.1.0", language: "python", runtime: "python 3.12", entry: "chat.create" },
      capabilities: ["chat.stream", "report.message"],
      claimed_profiles: ["core", "openrouter"],
      profiles: ["core"],
      command: ["python3", "adapter.py"],
    },
    delivery: { mode: "pause", gap_ms: 3 },
    complete: true,
    gate: { level: "must", met: false },
    summary: summarise(CASES),
    pollution: ["loading model\u0007…"],
    cases: [...CASES],
    ...over,
  };
}
