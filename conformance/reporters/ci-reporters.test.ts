/** What the reporters for continuous integration print: JUnit XML, workflow commands, the summary of a step. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Report } from "../shape/report.ts";
import { boundText } from "./bound-text.ts";
import type { PrintOptions } from "./case-explanation.ts";
import { EXPLANATION, exampleReport } from "./testing/example-report.ts";
import { expectedReport } from "./testing/expected-report.ts";
import { parseXml, type ParsedElement } from "./testing/parse-xml.ts";
import { REPORTERS, printStepSummary } from "./index.ts";
import { escapeCommandData, escapeCommandProperty } from "./print-github.ts";

const OPTIONS: PrintOptions = {
  colour: false,
  width: 80,
  repeat: (uid, key) => `npx streamproof check --only ${uid} --variant ${key}`,
  show: (uid) => (uid === "c7k2" ? EXPLANATION : null),
};

function suiteOf(report: Report): ParsedElement {
  const [suite] = parseXml(REPORTERS.junit(report, OPTIONS)).children;
  if (suite === undefined) throw new Error("no suite");
  return suite;
}

/** Each test case as `classname/name`, with what it holds beside its properties. */
function outcomes(suite: ParsedElement): Readonly<Record<string, readonly string[]>> {
  const cases = suite.children.filter((child) => child.name === "testcase");
  return Object.fromEntries(
    cases.map(({ attributes, children }) => [
      `${attributes["classname"]}/${attributes["name"]}`,
      children.filter((child) => child.name !== "properties").map((child) => child.name),
    ]),
  );
}

test("junit: a test case for each case, by area, with what it came to", () => {
  const suite = suiteOf(exampleReport());
  expect(suite.attributes).toEqual({ name: "acme 7.1.0", tests: "7", failures: "1", errors: "0", skipped: "3" });
  expect(outcomes(suite)).toEqual({
    "content/plain (a1aa)": [],
    "usage/own-empty-choices (c7k2)": ["failure"],
    // A should that times out does not shut the gate `must`.
    "error/http-429 (b2bb)": ["system-out"],
    "done/text-after (d4dd)": [],
    "tool/merged (e5ee)": ["skipped"],
    "tool/lost (f6ff)": ["skipped"],
    "azure/filter (g7gg)": ["skipped"],
  });
  const failure = suite.children.flatMap((test) => test.children).find((child) => child.name === "failure");
  expect(failure?.attributes).toEqual({
    message: "content.changed: text reaches the caller changed; also usage.changed",
    type: "content.changed",
  });
  expect(failure?.text).toContain("repeat   npx streamproof check --only c7k2");
  expect(failure?.text).toContain("expected");
});

test("junit: expected failures are skipped with their reason, broken expectations fail", () => {
  const suite = suiteOf(expectedReport());
  expect(outcomes(suite)).toMatchObject({
    "usage/own-empty-choices (c7k2)": ["skipped"],
    "content/plain (a1aa)": ["failure"],
    "expectations/streamproof.expect.yaml:9 a1aa": ["failure"],
  });
  expect(REPORTERS.junit(expectedReport(), OPTIONS)).toContain(
    `<skipped type="xfail" message="expected to fail: upstream drops it (acme/client#12)"/>`,
  );
});

test("junit: no verdict is an error, and so is a run that was interrupted", () => {
  const [first, ...rest] = exampleReport().cases;
  if (first === undefined) throw new Error("no case");
  const cases = [{ ...first, status: "adapter_error" as const, because: "half a line at exit" }, ...rest];
  const suite = suiteOf(exampleReport({ cases, complete: false }));
  expect(suite.attributes).toMatchObject({ tests: "8", errors: "2" });
  expect(outcomes(suite)).toMatchObject({ "content/plain (a1aa)": ["error"], "run/complete": ["error"] });
});

test("junit: a crash of the harness is an error; without a gate a must that fails is still a failure", () => {
  const cases = exampleReport().cases.map((verdict) =>
    verdict.uid === "b2bb" ? { ...verdict, status: "harness_error" as const } : verdict,
  );
  const suite = suiteOf(exampleReport({ cases, gate: { level: "none", met: true } }));
  expect(suite.attributes).toMatchObject({ failures: "1", errors: "1" });
  expect(outcomes(suite)).toMatchObject({
    "error/http-429 (b2bb)": ["error"],
    "usage/own-empty-choices (c7k2)": ["failure"],
  });
  const errors = suite.children.flatMap((test) => test.children).filter((child) => child.name === "error");
  expect(errors.map((error) => error.attributes)).toEqual([
    { message: "no result within 5000 ms", type: "harness_error" },
  ]);
});

test("a text that is cut says by how much, and never ends in half a character", () => {
  expect([boundText("abc", 3), boundText("abcd", 3)]).toEqual(["abc", "abc… (1 more)"]);
  expect(boundText("ab🙂d", 3)).toBe("ab… (3 more)");
});

test("github: the text, then an annotation for each thing to look at", () => {
  const printed = REPORTERS.github(expectedReport(), OPTIONS);
  const text = REPORTERS.text(expectedReport(), OPTIONS);
  expect(printed.startsWith(text)).toBe(true);
  expect(printed.slice(text.length).trimEnd().split("\n")).toEqual([
    "::error file=streamproof.expect.yaml,line=9,title=expected failure a1aa::the case passes; delete the entry",
    "::error title=a1aa content/plain (must)::Usage arrives in a last chunk with empty choices%0Ait was expected to fail and passes%0Arepeat: npx streamproof check --only a1aa --variant plain",
    "::warning title=b2bb error/http-429 (should)::A 429 before the stream%0Ano result within 5000 ms%0Arepeat: npx streamproof check --only b2bb --variant plain",
  ]);
});

test("github: the marks of a command are escaped", () => {
  expect(escapeCommandData("100%\r\nof a:b,c")).toBe("100%25%0D%0Aof a:b,c");
  expect(escapeCommandProperty("100%\r\nof a:b,c")).toBe("100%25%0D%0Aof a%3Ab%2Cc");
});

test("github: more than ten of a kind are told to be more", () => {
  const failing = exampleReport().cases.filter((verdict) => verdict.status === "fail");
  const cases = Array.from(
    { length: 25 },
    (_, at) => ({ ...failing[0], uid: `z${100 + at}` }) as Report["cases"][number],
  );
  const errors = REPORTERS.github(exampleReport({ cases }), OPTIONS)
    .split("\n")
    .filter((line) => line.startsWith("::error"));
  expect([errors.length, errors.at(-1)]).toEqual([
    10,
    "::error title=streamproof::and 16 more; the log above tells of each",
  ]);
});

const hostile = fc.string({
  unit: fc.constantFrom(
    "::",
    ":",
    "##[",
    "error",
    "]",
    "\n",
    "\r",
    "%0A",
    "|",
    "`",
    "<b>",
    " ",
    "\u001b",
    "\u2028",
    "\ud800",
  ),
});

/** Puts a text of the client's in every place where a report quotes one. */
function quoting(text: string): Report {
  const report = expectedReport({ pollution: [text, `::${text}`] });
  const cases = report.cases.map((verdict) => ({
    ...verdict,
    status: verdict.status === "xfail" ? ("fail" as const) : verdict.status,
    because: text,
    findings: verdict.findings.map((finding) => ({
      ...finding,
      path: text,
      expected: `a${text}`,
      actual: { [text]: text },
    })),
    evidence: { outcome: text, errors: [text, { message: text }], request: text },
  }));
  const identity = { name: text, version: text, language: text, runtime: text, entry: text };
  return { ...report, cases, client: { ...report.client, identity, command: [text] } };
}

/** Commands that the runner would obey: a line that begins with `::` after white space, or `##[` anywhere. */
function obeyed(log: string): readonly string[] {
  return log.split(/\r\n|\r|\n/).filter((line) => /^\s*::/.test(line) || line.includes("##["));
}

function onlyOurCommands(print: (report: Report) => string) {
  return fc.property(hostile, (text) => {
    const commands = obeyed(print(quoting(text)));
    expect(commands).toHaveLength(4);
    for (const command of commands)
      expect(command).toMatch(/^::(?:error|warning) (?:file=[^,:]+,line=\d+,)?title=[^,:]*::/);
  });
}

/** Without the disarming, lines of the text would be obeyed. */
function printArmed(report: Report): string {
  const printed = REPORTERS.github(report, OPTIONS);
  return printed.replaceAll(String.raw`\x3a:`, "::").replaceAll(String.raw`#\u0023[`, "##[");
}

test("law: nothing that a client says is a command to the runner", () => {
  const run = { seed: 20260402, numRuns: 150 };
  fc.assert(
    onlyOurCommands((report) => REPORTERS.github(report, OPTIONS)),
    run,
  );
  expect(fc.check(onlyOurCommands(printArmed), run).failed).toBe(true);
});

test("law: the XML of a report is well-formed, whatever a client says", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const suite = suiteOf(quoting(text));
      expect(Number(suite.attributes["tests"])).toBe(suite.children.length - 1);
    }),
    { seed: 20260403, numRuns: 150 },
  );
});

test("sizes are bounded, whatever a client says", () => {
  const report = quoting("x".repeat(200_000));
  const annotations = REPORTERS.github(report, OPTIONS)
    .split("\n")
    .filter((line) => line.startsWith("::"));
  expect(Math.max(...annotations.map((line) => line.length))).toBeLessThan(3_000);
  expect(REPORTERS.junit({ ...report, pollution: [] }, OPTIONS).length).toBeLessThan(100_000);
  expect(printStepSummary(report, OPTIONS).length).toBeLessThan(50_000);
  const many = Array.from({ length: 3_000 }, () => report.cases[1]).filter((verdict) => verdict !== undefined);
  expect(printStepSummary({ ...report, cases: many }, OPTIONS).length).toBeLessThan(500_000);
});

test("step summary: what broke, and what was expected to", () => {
  expect(printStepSummary(expectedReport(), OPTIONS)).toMatchInlineSnapshot(`
    "## streamproof: acme 7.1.0

    1 observed, 3 skip, 1 timeout, 1 xfail, 1 xpass; gate must: met

    | expected failure | case | no longer holds |
    | --- | --- | --- |
    | streamproof.expect.yaml\\:9 | a1aa | the case passes; delete the entry |

    | case | level | status | what broke | repeat |
    | --- | --- | --- | --- | --- |
    | a1aa content/plain | must | xpass | it was expected to fail and passes | \`npx streamproof check --only a1aa --variant plain\` |
    | b2bb error/http-429 | should | timeout | no result within 5000 ms | \`npx streamproof check --only b2bb --variant plain\` |

    <details><summary>Expected failures</summary>

    | case | would be | reason | issue |
    | --- | --- | --- | --- |
    | c7k2 usage/own-empty-choices | fail | upstream drops it | acme/client\\#12 |

    </details>

    "
  `);
});

test("step summary: text of a client is no Markdown and no HTML", () => {
  const summary = printStepSummary(quoting("<img src=x>|`a`*b*\n[c](d)"), OPTIONS);
  expect(summary).toContain(String.raw`\<img src=x\>\|\`a\`\*b\*\\n\[c\](d)`);
  expect(summary.split("\n").filter((line) => line.startsWith("|") && !line.endsWith("|"))).toEqual([]);
});

test("text: expected failures are told with their reason, broken ones with place and next step", () => {
  const lines = REPORTERS.text(expectedReport(), OPTIONS).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "expected failures that do not hold",
      "  streamproof.expect.yaml:9  a1aa",
      "    the case passes; delete the entry",
      "failed as expected in streamproof.expect.yaml",
      "  c7k2  usage/own-empty-choices: fail, line 3: upstream drops it (acme/client#12)",
      "expected failures: 3 entries, 1 broken, 1 not looked at in this run",
    ]),
  );
  expect(lines.join("\n")).toContain("1 xfail");
  expect(REPORTERS.text(exampleReport(), OPTIONS)).not.toContain("expected failures");
});

test("json: what was expected is carried", () => {
  expect(JSON.parse(REPORTERS.json(expectedReport(), OPTIONS))).toEqual(expectedReport());
});

test("a budget is told of by every reporter: what it left out is neither passed nor failed", () => {
  const budget = { seconds: 60, seed: 7, planned_ms: 59_812, left_out: { cuts: 12, eol: 0, spacing: 3, transfer: 0 } };
  const report = exampleReport({ budget });
  expect(REPORTERS.text(report, OPTIONS)).toContain("\nbudget   60 s of planned delivery, 59.8 s used; seed 7\n");
  expect(REPORTERS.github(report, OPTIONS)).toContain(
    "\nvariants left out by the budget\n    12  cuts\n     3  spacing\n",
  );
  expect(JSON.parse(REPORTERS.json(report, OPTIONS))).toMatchObject({ budget });
  expect(REPORTERS.junit(report, OPTIONS)).toContain('<property name="budget" value="60 s, seed 7"/>');
  expect(printStepSummary(report, OPTIONS)).toContain(
    "\nThe budget of 60 s (seed 7) left out variants: 12 cuts, 3 spacing.\n",
  );
  const whole = exampleReport({ budget: { ...budget, left_out: { cuts: 0, eol: 0, spacing: 0, transfer: 0 } } });
  expect(REPORTERS.text(whole, OPTIONS)).toContain("\nvariants left out by the budget: none\n");
  expect(printStepSummary(whole, OPTIONS)).toContain("left out no variant.");
  expect(REPORTERS.text(exampleReport(), OPTIONS)).not.toContain("budget");
});
