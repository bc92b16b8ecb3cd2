/** From plays to cases, counts, the gate and the exit code. */
import { describe, expect, test } from "vitest";
import type { Observation } from "../shape/observation.ts";
import type { PlayVerdict, Status } from "../shape/report.ts";
import { caseVerdict, type JudgedPlay } from "./case-verdict.ts";
import {
  DELIVERY,
  REQUEST,
  due,
  exampleCase,
  exampleClaim,
  exampleResult,
  exampleSeen,
  type Json,
} from "./testing/example-observation.ts";
import { exitCode } from "./exit-code.ts";
import { gateMet } from "./gate-met.ts";
import { failure, warning } from "./judgement.ts";
import { statusOfPlay } from "./status-of-play.ts";
import { summarise } from "./summarise.ts";

const LOST = failure("content.lost", "message.choices[0].content", "a", null);
const MISNAMED = warning("error.misnamed", "errors", ["truncated"], ["schema"]);

function play(key: string, status: Status, findings: PlayVerdict["findings"] = [], slices = 1): JudgedPlay {
  const verdict = { key, status, findings, matched: status === "pass" ? "0" : null, because: null };
  return { key, verdict, delivery: { slices, gaps: 0 }, evidence: null };
}

function statusAt(level: string, seen: Observation): Status {
  return statusOfPlay(exampleCase({ level }), exampleClaim(), seen).status;
}

describe("a play", () => {
  const flawed = exampleSeen(exampleResult({ usage: null }));

  test("passes, fails a must, warns of a should, and is only observed where nothing is asked", () => {
    expect(statusAt("must", exampleSeen(exampleResult()))).toBe("pass");
    expect(["must", "should", "observe"].map((level) => statusAt(level, flawed))).toEqual(["fail", "warn", "observed"]);
  });

  test("that is observed speaks against nobody and says what it matched", () => {
    const seen = statusOfPlay(exampleCase({ level: "observe" }), exampleClaim(), flawed);
    expect(seen.findings.map((finding) => [finding.code, finding.severity])).toEqual([["usage.lost", "warn"]]);
    expect(seen.matched).toBeNull();
    expect(statusOfPlay(exampleCase({ level: "observe" }), exampleClaim(), exampleSeen(exampleResult())).matched).toBe(
      "0",
    );
  });

  test("with mere warnings never fails, whatever its level", () => {
    const given = exampleCase(due({ outcome: "failed", errors: { classes: ["truncated"] } }));
    const seen = exampleSeen(exampleResult({ outcome: "failed", errors: [{ class: "schema" }] }));
    expect(statusOfPlay(given, exampleClaim(), seen)).toMatchObject({ status: "warn", matched: "0" });
  });

  test("that could not be played as written proves nothing, good or bad", () => {
    const server = {
      requests: [REQUEST],
      deliveries: [{ ...DELIVERY, ignored: ["the request does not accept gzip"] }],
    };
    for (const seen of [exampleSeen(exampleResult()), flawed]) {
      expect(statusOfPlay(exampleCase(), exampleClaim(), { ...seen, server })).toMatchObject({
        status: "skip",
        because: "not played as written: the request does not accept gzip",
      });
    }
  });

  test("without a result has one sentence that says why", () => {
    const server = { requests: [REQUEST, REQUEST], deliveries: [DELIVERY] };
    const late = exampleResult({ outcome: "failed" });
    const deadline = { ending: { kind: "deadline", late, afterMs: 5_000.4 }, server, pollution: [] } as const;
    expect(statusOfPlay(exampleCase(), exampleClaim(), deadline)).toMatchObject({
      status: "timeout",
      because: "no result within 5000 ms; after the cancel the adapter answered failed",
      findings: [{ code: "retry.after_output" }],
    });
    const crash = {
      ending: { kind: "crash", detail: "exit code 134", stderrTail: "" },
      server,
      pollution: [],
    } as const;
    expect(statusOfPlay(exampleCase(), exampleClaim(), crash)).toMatchObject({ status: "crash", findings: [] });
    const broken = { ending: { kind: "adapter_error", detail: "half a line" }, server, pollution: [] } as const;
    expect(statusOfPlay(exampleCase(), exampleClaim(), broken)).toMatchObject({
      status: "adapter_error",
      because: "half a line",
    });
  });
});

const seen = (over: Json) => exampleSeen(exampleResult(over));

describe("an adapter that does not do its part", () => {
  test("by not aborting at a text that its caller saw is no verdict on the client", () => {
    const given = exampleCase({ abort: { after_text: "Hello", how: "signal" } });
    const stayed = { status: "adapter_error", because: expect.stringContaining("did not abort") };
    expect(statusOfPlay(given, exampleClaim(), seen({}))).toMatchObject(stayed);
    expect(statusOfPlay(given, exampleClaim(), seen({ abort: { requested: false } }))).toMatchObject(stayed);
    const aborted = seen({ abort: { requested: true, seen: "silent" } });
    expect(statusOfPlay(given, exampleClaim(), aborted)).toMatchObject({ status: "pass" });
    // The text never came to the caller: that is the client's doing.
    const buffered = seen({ abort: null, message: { choices: [] } });
    expect(statusOfPlay(given, exampleClaim(), buffered)).toMatchObject({ status: "fail" });
  });

  test.each(["must", "should", "observe"])("by answering `unsupported` to what it declared fails a %s", (level) => {
    expect(statusOfPlay(exampleCase({ level }), exampleClaim(), seen({ outcome: "unsupported" }))).toMatchObject({
      status: "fail",
      findings: [{ code: "capability.unsupported" }],
    });
  });

  test("a deadline of what is only observed is recorded", () => {
    const ending = { kind: "deadline", late: null, afterMs: 5_000, stderrTail: "" } as const;
    const server = { requests: [], deliveries: [] };
    const observed = statusOfPlay(exampleCase({ level: "observe" }), exampleClaim(), { ending, server, pollution: [] });
    expect(observed).toMatchObject({
      status: "observed",
      because: expect.stringContaining("no result within 5000 ms"),
    });
  });
});

describe("a case", () => {
  const given = exampleCase();

  test("whose plain play fails has its variants not judged", () => {
    const verdict = caseVerdict(given, [play("plain", "fail", [LOST]), play("cuts=4", "fail", [LOST])], 3);
    expect(verdict).toMatchObject({ status: "fail", key: "plain", variants: { run: 0, failed: [], not_judged: 4 } });
  });

  test("about an axis is judged on its variants all the same", () => {
    const plays = [play("plain", "fail", [LOST]), play("cuts=4", "fail", [LOST]), play("cuts=byte", "pass")];
    const verdict = caseVerdict(exampleCase({ subject: "cuts" }), plays);
    expect(verdict).toMatchObject({
      status: "fail",
      key: "plain",
      variants: { run: 2, failed: ["cuts=4"], not_judged: 0 },
    });
  });

  test("about an axis is not judged where nothing of that axis was played", () => {
    const about = exampleCase({ subject: "cuts" });
    const unplayed = { status: "not_judged", because: "the case is about cuts, and no such variant was played" };
    expect(caseVerdict(about, [play("plain", "pass")], 12)).toMatchObject({
      ...unplayed,
      variants: { not_judged: 12 },
    });
    expect(caseVerdict(about, [play("plain", "pass"), play("eol=crlf", "pass")])).toMatchObject(unplayed);
    expect(caseVerdict(about, [play("cuts=41", "pass")])).toMatchObject({ status: "pass" });
    expect(caseVerdict(about, [play("plain", "fail", [LOST])], 12)).toMatchObject({ status: "fail" });
  });

  test("names the smallest offset among cuts of the same number, as numbers", () => {
    const plays = ["plain", "cuts=97", "cuts=100", "cuts=9,200", "cuts=9,41"].map((key) =>
      play(key, key === "plain" ? "pass" : "fail", key === "plain" ? [] : [LOST]),
    );
    const { key, variants } = caseVerdict(given, plays);
    expect([key, variants.failed]).toEqual(["cuts=97", ["cuts=97", "cuts=100", "cuts=9,41", "cuts=9,200"]]);
  });

  test("names the smallest variant that fails", () => {
    const plays = [
      play("plain", "pass"),
      play("cuts=byte", "fail", [LOST], 400),
      play("cuts=event", "fail", [LOST], 9),
      play("cuts=41,97", "fail", [LOST], 3),
      play("cuts=97", "fail", [LOST], 2),
      play("eol=crlf", "pass"),
    ];
    const verdict = caseVerdict(given, plays, 2);
    expect(verdict).toMatchObject({ status: "fail", key: "cuts=97", findings: [LOST], delivery: { slices: 2 } });
    expect(verdict.variants).toEqual({
      run: 5,
      failed: ["cuts=97", "cuts=41,97", "cuts=event", "cuts=byte"],
      not_judged: 2,
    });
  });

  test("counts variants that were left out as not judged, and takes named cuts before an unnamed row of them", () => {
    const plays = [
      play("plain", "pass"),
      play("cuts=seams", "fail", [LOST], 1),
      play("cuts=9", "fail", [LOST]),
      play("eol=cr", "not_run"),
    ];
    const verdict = caseVerdict(given, plays, 1);
    expect(verdict).toMatchObject({ key: "cuts=9", variants: { run: 2, not_judged: 2 } });
  });

  test("with a mere warning in plain goes on to its variants", () => {
    const verdict = caseVerdict(given, [play("plain", "warn", [MISNAMED]), play("cuts=4", "fail", [LOST])]);
    expect(verdict).toMatchObject({ status: "fail", key: "cuts=4" });
    expect(caseVerdict(given, [play("plain", "warn", [MISNAMED]), play("cuts=4", "pass")])).toMatchObject({
      status: "warn",
      key: "plain",
      variants: { run: 1, failed: [] },
    });
  });

  test("with a play that gave no verdict has none", () => {
    const verdict = caseVerdict(given, [
      play("plain", "pass"),
      play("cuts=4", "fail", [LOST]),
      play("cuts=5", "adapter_error"),
    ]);
    expect(verdict).toMatchObject({
      status: "adapter_error",
      key: "cuts=5",
      variants: { failed: ["cuts=4", "cuts=5"] },
    });
  });

  test("of which nothing was played says so", () => {
    expect(caseVerdict(given, [], 2)).toMatchObject({ status: "not_run", because: "no play was run" });
  });
});

const verdict = (
  status: Status,
  level: "must" | "should" | "observe" = "must",
  findings: PlayVerdict["findings"] = [],
) => ({
  status,
  level,
  findings,
});

describe("a run", () => {
  test("counts every status, also those that never came", () => {
    expect(summarise([verdict("pass"), verdict("pass"), verdict("skip")])).toMatchObject({
      pass: 2,
      skip: 1,
      fail: 0,
      xpass: 0,
    });
  });

  test.each([
    ["must", [verdict("pass"), verdict("warn", "should", [LOST]), verdict("timeout", "should")], true],
    ["must", [verdict("pass"), verdict("fail")], false],
    ["must", [verdict("crash")], false],
    ["must", [verdict("timeout", "observe"), verdict("inherited"), verdict("flaky")], true],
    ["should", [verdict("warn", "should", [MISNAMED])], true],
    ["should", [verdict("warn", "must", [MISNAMED])], true],
    ["should", [verdict("warn", "should", [LOST])], false],
    ["should", [verdict("timeout", "should")], false],
    ["none", [verdict("fail")], true],
  ] as const)("gate %s over %j is met: %s", (level, cases, met) => {
    expect(gateMet(cases, level)).toBe(met);
  });

  test.each([
    [0, ["pass", "warn", "skip", "observed"], true, 0],
    [1, ["pass", "fail"], false, 0],
    [1, ["pass"], true, 1],
    [1, ["pass", "xpass"], true, 0],
    [3, [], true, 0],
    [3, ["skip", "not_run"], true, 0],
    [3, ["fail", "harness_error"], false, 0],
    [3, ["pass", "adapter_error"], true, 0],
  ] as const)("exit code %i for %j", (code, statuses, met, brokenExpectations) => {
    const report = { gate: { met }, cases: statuses.map((status) => ({ status })) };
    expect(exitCode({ report, brokenExpectations })).toBe(code);
  });
});
