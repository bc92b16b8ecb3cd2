import { expect, test } from "vitest";
import { draftEntries, printExpectations } from "./print-expectations.ts";
import { exampleVerdict, failingVerdict } from "./testing/example-verdict.ts";

const SHOULD = failingVerdict({ uid: "u1u1", id: "usage/on-finish", level: "should", status: "warn" });

test("each gate has its failures written; no gate has all", () => {
  const verdicts = [failingVerdict(), SHOULD, exampleVerdict({ uid: "a1aa" })];
  const written = (gate: "must" | "should" | "none") => draftEntries(verdicts, gate).map((entry) => entry.case);
  expect([written("must"), written("should"), written("none")]).toEqual([["c7k2"], ["c7k2", "u1u1"], ["c7k2", "u1u1"]]);
});

test("a variant is named where it alone fails, a case that fails as written is named as a whole", () => {
  const cut = failingVerdict({ key: "cuts=4,5", variants: { run: 3, failed: ["cuts=4,5"], not_judged: 0 } });
  expect(printExpectations([failingVerdict(), cut], "must")).toBe(`\
# Failures that are known. An entry that no longer fails, matches nothing or has expired fails the run.
schema: streamproof/expect@1
expect:
  # usage/own-empty-choices
  - case: c7k2
    status: fail
    signature: usage.lost
    reason: to be explained
  # usage/own-empty-choices
  - case: c7k2
    variant: cuts=4,5
    status: fail
    signature: usage.lost
    reason: to be explained
`);
});
