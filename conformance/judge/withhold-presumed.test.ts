import { expect, test } from "vitest";
import type { CaseVerdict } from "../shape/report.ts";
import { caseVerdict } from "./case-verdict.ts";
import { gateMet } from "./gate-met.ts";
import { exampleCase } from "./testing/example-observation.ts";
import { withholdPresumed } from "./withhold-presumed.ts";

const LOST = { code: "usage.lost", severity: "fail", path: "usage", expected: 1, actual: null } as const;

function verdictOf(uid: string, status: "pass" | "fail" | "timeout"): CaseVerdict {
  const verdict = { key: "plain", status, findings: status === "fail" ? [LOST] : [], matched: null, because: null };
  return caseVerdict(exampleCase({ uid }), [{ key: "plain", verdict, delivery: null, evidence: null }]);
}

const CASES = [
  { uid: "a001", presumes: [] },
  { uid: "b001", presumes: ["a001"] },
  { uid: "c001", presumes: ["b001"] },
];
const statuses = (...given: readonly CaseVerdict[]) => withholdPresumed(given, CASES).map(({ status }) => status);

test("a failure is withheld where the presumed case fails, and its findings stay", () => {
  const verdicts = [verdictOf("a001", "fail"), verdictOf("b001", "fail")];
  const [first, second] = withholdPresumed(verdicts, CASES);
  expect(first).toBe(verdicts[0]);
  expect(second).toMatchObject({ status: "not_judged", findings: [LOST], because: expect.stringContaining("(a001)") });
  expect(gateMet([second as CaseVerdict], "should")).toBe(true);
});

test("a failure stands where the presumed case passes, or was not played", () => {
  expect(statuses(verdictOf("a001", "pass"), verdictOf("b001", "fail"))).toEqual(["pass", "fail"]);
  expect(statuses(verdictOf("b001", "fail"))).toEqual(["fail"]);
});

test("what passes passes, whatever it presumes", () => {
  expect(statuses(verdictOf("a001", "fail"), verdictOf("b001", "pass"))).toEqual(["fail", "pass"]);
});

test("a row of three is withheld from the second on, for each in it failed by itself", () => {
  const row = [verdictOf("a001", "timeout"), verdictOf("b001", "fail"), verdictOf("c001", "fail")];
  expect(statuses(...row)).toEqual(["timeout", "not_judged", "not_judged"]);
});
