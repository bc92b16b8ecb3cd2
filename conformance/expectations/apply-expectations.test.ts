import { expect, test } from "vitest";
import { exitCode, gateMet } from "../judge/index.ts";
import { KEYS, USAGE_LOST, apply, exampleVerdict, failingVerdict, fileOf } from "./testing/example-verdict.ts";

const ENTRY = fileOf(["case: c7k2", "reason: known"]);
const first = (text: string, ...given: Parameters<typeof apply> extends [string, ...infer Rest] ? Rest : never) => {
  const { verdicts, report } = apply(text, ...given);
  return { status: verdicts[0]?.status, state: report.entries[0]?.state, because: report.broken[0]?.because ?? null };
};

test("an expected failure is xfail, keeps what was found, and does not count against the gate", () => {
  const { verdicts, report } = apply(
    fileOf([
      "case: c7k2",
      "status: fail",
      "signature: usage.lost@usage",
      "reason: known",
      "issue: a/b#1",
      "until: 2026-11-23",
    ]),
    [failingVerdict()],
  );
  expect(verdicts).toEqual([
    failingVerdict({ status: "xfail", expected: { line: 3, status: "fail", reason: "known", issue: "a/b#1" } }),
  ]);
  expect(report).toMatchObject({ file: "streamproof.expect.yaml", entries: [{ line: 3, state: "met" }], broken: [] });
  expect([gateMet(verdicts, "must"), gateMet(verdicts, "should")]).toEqual([true, true]);
  expect(exitCode({ report: { gate: { met: true }, cases: verdicts }, brokenExpectations: 0 })).toBe(0);
});

test("an entry that passes fails the run: xpass, with the line and the next step", () => {
  const { verdicts, report } = apply(ENTRY, [exampleVerdict()]);
  expect(verdicts[0]?.status).toBe("xpass");
  expect(report.broken).toEqual([{ line: 3, case: "c7k2", because: "the case passes; delete the entry" }]);
  expect(exitCode({ report: { gate: { met: true }, cases: verdicts }, brokenExpectations: report.broken.length })).toBe(
    1,
  );
});

// With an expression for each, neither of these ends.
test.each([
  ["a case", fileOf([`case: "${"**?".repeat(30)}!"`, "reason: known"])],
  ["a variant", fileOf(["case: '**'", `variant: "${"*c".repeat(30)}!"`, "reason: known"])],
])("a pattern of many stars for %s is answered at once", (_, text) => {
  const keys = [`cuts=${"c".repeat(60)}`];
  const { report } = apply(text, [exampleVerdict()], { keys: { played: keys, usual: keys, all: keys } });
  expect(report.entries[0]?.state).not.toBe("met");
});

test("an entry that matches no case is told with the nearest name, whatever was chosen", () => {
  expect(first(fileOf(["case: c7k3", "reason: known"]), [])).toMatchObject({
    state: "broken",
    because: expect.stringMatching(/^no case of the catalogue has this name; did you mean c7k2.*delete the entry$/),
  });
});

test("an expired entry expects nothing any more; its last day still counts", () => {
  const text = fileOf(["case: c7k2", "reason: known", "until: 2026-11-22"]);
  expect(first(text, [failingVerdict()])).toEqual({
    status: "fail",
    state: "broken",
    because: expect.stringContaining("expired on 2026-11-22"),
  });
  expect(first(text, [failingVerdict()], { today: "2026-11-22" })).toMatchObject({ status: "xfail", state: "met" });
});

test.each([
  ["another finding", ["signature: content.lost"], "fails with usage.lost, expected was content.lost"],
  ["the finding elsewhere", ["signature: usage.lost@choices"], "expected was usage.lost@choices"],
  ["another status", ["status: timeout"], "comes to fail, expected was timeout"],
])("%s is not what was expected", (_, members, because) => {
  expect(first(fileOf(["case: c7k2", "reason: known", ...members]), [failingVerdict()])).toEqual({
    status: "fail",
    state: "broken",
    because: expect.stringContaining(because),
  });
});

test("aliases and globs name cases; a glob is stale only where each of its cases passes", () => {
  expect(first(fileOf(["case: usage/last-chunk", "reason: known"]), [failingVerdict()]).status).toBe("xfail");
  const glob = fileOf(["case: usage/*", "reason: known"]);
  const other = exampleVerdict({ uid: "u1u1", id: "usage/on-finish" });
  const one = apply(glob, [failingVerdict(), other]);
  expect([one.verdicts.map((verdict) => verdict.status), one.report.broken]).toEqual([["xfail", "pass"], []]);
  const none = apply(glob, [exampleVerdict(), other]);
  expect(none.verdicts.map((verdict) => verdict.status)).toEqual(["xpass", "xpass"]);
  expect(none.report.broken[0]?.because).toBe("each of its cases passes; delete the entry");
});

test("what a run leaves out makes no entry stale", () => {
  expect(first(ENTRY, [])).toMatchObject({ state: "left_out", because: null });
  expect(first(fileOf(["case: usage/*", "reason: known"]), [exampleVerdict()])).toEqual({
    status: "pass",
    state: "left_out",
    because: null,
  });
  for (const status of ["skip", "not_run", "not_judged", "adapter_error", "harness_error"] as const) {
    expect(first(ENTRY, [exampleVerdict({ status })])).toEqual({ status, state: "left_out", because: null });
  }
  // With `--variants none` or `--variant plain` the failure of a variant does not show.
  expect(first(ENTRY, [exampleVerdict()], { keys: { ...KEYS, played: ["plain"] } }).state).toBe("left_out");
  expect(first(ENTRY, [exampleVerdict({ variants: { run: 1, failed: [], not_judged: 2 } })]).state).toBe("left_out");
});

test("an entry with a variant expects that play to fail and no other", () => {
  const text = fileOf(["case: c7k2", "variant: cuts=41", "reason: known"]);
  const cut = failingVerdict({ key: "cuts=41", variants: { run: 3, failed: ["cuts=41"], not_judged: 0 } });
  expect(first(text, [cut])).toMatchObject({ status: "xfail", state: "met" });
  const more = { ...cut, variants: { ...cut.variants, failed: ["cuts=41", "cuts=byte"] } };
  expect(first(text, [more])).toMatchObject({ status: "fail", state: "met" });
  expect(first(fileOf(["case: c7k2", "variant: cuts=*", "reason: known"]), [more])).toMatchObject({ status: "xfail" });
  const both = fileOf(
    ["case: c7k2", "variant: cuts=41", "reason: a"],
    ["case: c7k2", "variant: cuts=byte", "reason: b"],
  );
  expect(apply(both, [more])).toMatchObject({
    verdicts: [{ status: "xfail", expected: { reason: "a" } }],
    report: { broken: [] },
  });
  const elsewhere = failingVerdict({ key: "cuts=byte", variants: { run: 3, failed: ["cuts=byte"], not_judged: 0 } });
  expect(first(text, [elsewhere])).toEqual({
    status: "fail",
    state: "broken",
    because: "variant cuts=41 passes; delete the entry",
  });
  expect(first(text, [exampleVerdict()]).status).toBe("xpass");
});

test("a variant that was not played tells nothing; one that there is not is told", () => {
  const unplayed = fileOf(["case: c7k2", "variant: cuts=42", "reason: known"]);
  expect(first(unplayed, [exampleVerdict()])).toMatchObject({ status: "pass", state: "left_out" });
  expect(first(unplayed, [exampleVerdict()], { keys: { ...KEYS, played: KEYS.all } }).status).toBe("xpass");
  // Plain fails, so that its variants were not judged.
  expect(first(unplayed, [failingVerdict()], { keys: { ...KEYS, played: KEYS.all } })).toMatchObject({
    status: "fail",
    state: "left_out",
  });
  const absent = fileOf(["case: c7k2", "variant: cuts=9999", "reason: known"]);
  expect(first(absent, [exampleVerdict()])).toMatchObject({
    status: "pass",
    state: "broken",
    because: expect.stringContaining("no variant cuts=9999"),
  });
});

test("a pass with a remark is a pass, unless the entry asks for the warning", () => {
  const remark = exampleVerdict({ status: "warn", findings: [{ ...USAGE_LOST, severity: "warn" }] });
  expect(first(ENTRY, [remark])).toMatchObject({ status: "warn", state: "broken" });
  expect(first(fileOf(["case: c7k2", "status: warn", "reason: known"]), [remark])).toMatchObject({ status: "xfail" });
  const should = failingVerdict({ level: "should", status: "warn" });
  expect(first(ENTRY, [should])).toMatchObject({ status: "xfail", state: "met" });
});

test("a case that only observes never fails: the entry is told", () => {
  const observed = exampleVerdict({ level: "observe", status: "observed" });
  expect(first(ENTRY, [observed])).toEqual({
    status: "observed",
    state: "broken",
    because: expect.stringContaining("only observes"),
  });
});

test("that plain passes is known even where variants were not judged", () => {
  const interrupted = exampleVerdict({ variants: { run: 1, failed: [], not_judged: 2 } });
  expect(first(fileOf(["case: c7k2", "variant: plain", "reason: known"]), [interrupted]).status).toBe("xpass");
});

test("a signature is compared with the play that is shown; others are known by their key alone", () => {
  const shown = failingVerdict({
    key: "cuts=byte",
    variants: { run: 3, failed: ["cuts=byte", "cuts=41"], not_judged: 0 },
  });
  const other = ["case: c7k2", "variant: cuts=41", "signature: content.lost", "reason: a"];
  expect(first(fileOf(other), [shown])).toMatchObject({ status: "fail", state: "met" });
  expect(first(fileOf(other, ["case: c7k2", "variant: cuts=byte", "reason: b"]), [shown])).toMatchObject({
    status: "xfail",
  });
});

test("of two entries for one play the first is told", () => {
  const twice = fileOf(["case: c7k2", "reason: first"], ["case: usage/*", "reason: second"]);
  expect(apply(twice, [failingVerdict()])).toMatchObject({
    verdicts: [{ status: "xfail", expected: { reason: "first" } }],
    report: { entries: [{ state: "met" }, { state: "met" }] },
  });
});
