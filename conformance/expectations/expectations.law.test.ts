/** Laws of expected failures, each with a wrong implementation that it catches. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { gateMet } from "../judge/index.ts";
import { FINDINGS, type FindingCode } from "../shape/finding.ts";
import { Status, type CaseVerdict } from "../shape/report.ts";
import { draftEntries, printExpectations } from "./print-expectations.ts";
import type { AppliedExpectations } from "./apply-expectations.ts";
import { CATALOGUE, KEYS, apply, exampleVerdict, fileOf, read } from "./testing/example-verdict.ts";

const RUN = { seed: 20260917, numRuns: 400 };
const codes = Object.keys(FINDINGS) as FindingCode[];

const finding = fc.record({
  code: fc.constantFrom(...codes),
  severity: fc.constantFrom("fail" as const, "warn" as const),
  path: fc.constantFrom("usage", "message.choices[0].content"),
  expected: fc.constant(1),
  actual: fc.constant(null),
});

const verdictOf = (uid: string, id: string): fc.Arbitrary<CaseVerdict> =>
  fc
    .record({
      level: fc.constantFrom("must" as const, "should" as const),
      status: fc.constantFrom(...Status.options.filter((status) => status !== "xfail" && status !== "xpass")),
      findings: fc.array(finding, { maxLength: 3 }),
      failed: fc.subarray(KEYS.all.slice(1)),
    })
    .map(({ level, status, findings, failed }) => {
      const bad = ["fail", "timeout", "crash", "warn"].includes(status);
      const key = bad ? (failed[0] ?? "plain") : "plain";
      const variants = { run: failed.length, failed: bad ? failed : [], not_judged: 0 };
      return exampleVerdict({ uid, id, level, status, findings: bad ? findings : [], key, variants });
    });

const verdicts = fc.tuple(...CATALOGUE.map(({ case: one }) => verdictOf(one.uid, one.id)));

function writtenHolds(print: typeof printExpectations) {
  return fc.property(verdicts, fc.constantFrom("must" as const, "should" as const, "none" as const), (given, gate) => {
    const text = print(given, gate);
    expect(read(text).entries).toEqual(
      draftEntries(given, gate).map((entry) => ({ line: expect.any(Number), ...entry })),
    );
    const applied = apply(text, given);
    expect(applied.report.broken).toEqual([]);
    expect(gateMet(applied.verdicts, gate)).toBe(true);
  });
}

const wrongCode: typeof printExpectations = (given, gate) =>
  printExpectations(
    given.map((verdict) => ({
      ...verdict,
      findings: verdict.findings.toReversed().map((one) => ({ ...one, severity: "warn" as const })),
    })),
    gate,
  );

const oneTooFew: typeof printExpectations = (given, gate) => printExpectations(given.slice(1), gate);

test("law: a file written for a run reads back, meets that run's gate and breaks nowhere", () => {
  fc.assert(writtenHolds(printExpectations), RUN);
  expect(fc.check(writtenHolds(wrongCode), RUN).failed).toBe(true);
  expect(fc.check(writtenHolds(oneTooFew), RUN).failed).toBe(true);
});

const entries = fc.array(
  fc.record(
    {
      case: fc.constantFrom("c7k2", "usage/*", "**", "content/plain", "zzzz"),
      reason: fc.constant("known"),
      variant: fc.constantFrom("plain", "cuts=41", "cuts=*", "cuts=9999"),
      status: fc.constantFrom("fail", "timeout", "warn"),
      signature: fc.constantFrom(...codes.slice(0, 4)),
      until: fc.constantFrom("2026-11-22", "2026-11-23"),
    },
    { requiredKeys: ["case", "reason"] },
  ),
  { maxLength: 4 },
);

const textOf = (given: readonly object[]): string =>
  given.length === 0
    ? "schema: streamproof/expect@1\nexpect: []\n"
    : fileOf(
        ...given.map((entry) => Object.entries(entry).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)),
      );

/** Cases that a run leaves out never turn an entry that holds into one that does not. */
function neverStale(applied: typeof apply) {
  return fc.property(verdicts, entries, fc.subarray([0, 1, 2]), (given, expected, kept) => {
    const text = textOf(expected);
    const whole = applied(text, given);
    const part = applied(
      text,
      given.filter((_, index) => kept.includes(index)),
    );
    part.report.entries.forEach((entry, index) => {
      if (whole.report.entries[index]?.state === "met") expect(entry.state).not.toBe("broken");
    });
    // And what is left is told as before: no selection hides a failure.
    for (const verdict of part.verdicts) {
      if (verdict.status !== "pass" && verdict.status !== "xpass")
        expect(verdict).toEqual(whole.verdicts.find((one) => one.uid === verdict.uid));
    }
  });
}

/** A wrong reading: what was left out counts as passed. */
const countLeftOutAsPassed: typeof apply = (text, given, over) => {
  const all = CATALOGUE.map(({ case: one }) => given.find((verdict) => verdict.uid === one.uid));
  return apply(
    text,
    all.map((verdict, at) => verdict ?? exampleVerdict({ uid: CATALOGUE[at]?.case.uid ?? "" })),
    over,
  );
};

test("law: a selection makes no entry stale and no failure expected", () => {
  fc.assert(neverStale(apply), RUN);
  expect(fc.check(neverStale(countLeftOutAsPassed), RUN).failed).toBe(true);
});

/** Only what an entry names is touched, and only its status. */
function touchesOnlyWhatIsNamed(applied: (text: string, given: readonly CaseVerdict[]) => AppliedExpectations) {
  return fc.property(verdicts, entries, (given, expected) => {
    const { verdicts: after, report } = applied(textOf(expected), given);
    expect(after.map((verdict) => verdict.uid)).toEqual(given.map((verdict) => verdict.uid));
    after.forEach((verdict, index) => {
      const before = given[index];
      const { expected: told, ...rest } = verdict;
      if (verdict.status === "xfail") {
        expect(told?.status).toBe(before?.status);
        expect(report.entries.some((entry) => entry.line === told?.line && entry.state === "met")).toBe(true);
      } else expect(told).toBeUndefined();
      if (verdict.status === "xpass") expect([before?.status, report.broken.length > 0]).toEqual(["pass", true]);
      expect({ ...rest, status: before?.status }).toEqual(before);
      if (!["xfail", "xpass"].includes(verdict.status)) expect(verdict.status).toBe(before?.status);
    });
  });
}

const loseFindings = (text: string, given: readonly CaseVerdict[]): AppliedExpectations => {
  const applied = apply(text, given);
  return {
    ...applied,
    verdicts: applied.verdicts.map((one) => (one.status === "xfail" ? { ...one, findings: [] } : one)),
  };
};

test("law: verdicts keep all but their status, and each xfail has an entry that holds", () => {
  fc.assert(touchesOnlyWhatIsNamed(apply), RUN);
  expect(fc.check(touchesOnlyWhatIsNamed(loseFindings), RUN).failed).toBe(true);
});
