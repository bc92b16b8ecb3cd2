/** The example report, run with a file of expected failures: one held, one passes, one was not looked at. */
import { summarise } from "../../judge/index.ts";
import type { Report } from "../../shape/report.ts";
import { CASES, exampleReport } from "./example-report.ts";

const FILE = "streamproof.expect.yaml";
const PASSES = { line: 9, case: "a1aa", because: "the case passes; delete the entry" };

export function expectedReport(over: Partial<Report> = {}): Report {
  const cases = CASES.map((verdict) => {
    if (verdict.uid === "a1aa") return { ...verdict, status: "xpass" as const };
    if (verdict.uid !== "c7k2") return verdict;
    const expected = { line: 3, status: "fail" as const, reason: "upstream drops it", issue: "acme/client#12" };
    return { ...verdict, status: "xfail" as const, expected };
  });
  return exampleReport({
    cases,
    summary: summarise(cases),
    gate: { level: "must", met: true },
    expectations: {
      file: FILE,
      entries: [
        { line: 3, case: "c7k2", reason: "upstream drops it", issue: "acme/client#12", state: "met" },
        { line: 6, case: "tool/*", reason: "not yet", state: "left_out" },
        { line: 9, case: "a1aa", reason: "odd", state: "broken" },
      ],
      broken: [PASSES],
    },
    ...over,
  });
}
