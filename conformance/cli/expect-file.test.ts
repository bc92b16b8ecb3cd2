/** Expected failures as a user meets them: written, met, passed, refused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { readExpectations } from "../expectations/index.ts";
import { ExpectEntry, Report } from "../shape/index.ts";
import { runCommand } from "./run-command.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";
import { eventReader } from "./testing/event-reader.ts";

const top = mkdtempSync(path.join(tmpdir(), "streamproof-expect-"));
afterAll(() => rmSync(top, { recursive: true, force: true }));

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(top, "user-"));
  write("whole.mjs", eventReader("whole"));
  write("flawed.mjs", eventReader("blindToCr"));
});

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
}

function read(name: string): string {
  return readFileSync(path.join(folder, name), "utf8");
}

type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** Checks one of the readers with two cases: e101 passes for both, e102 only for the whole one. */
async function check(
  reader: "whole" | "flawed",
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const captured = captureTerminal(folder, { PATH: process.env["PATH"], NO_COLOR: "1", ...env });
  const chosen = ["--only", "e101", "--only", "e102", "--no-controls", "--gap-ms", "1"];
  const argv = ["check", ...chosen, ...flags, "--", process.execPath, `${reader}.mjs`];
  const code = await runCommand(argv, captured.terminal);
  return { code, out: captured.out(), err: captured.err() };
}

const entry = (...members: readonly string[]): string =>
  `schema: streamproof/expect@1\nexpect:\n  - ${members.join("\n    ")}\n`;

test("what fails is written, expected from then on, and told once it passes", async () => {
  const first = await check("flawed", ["--write-expect", "streamproof.expect.yaml"]);
  expect([first.code, first.err]).toEqual([1, expect.stringContaining("streamproof.expect.yaml: 1 entry written")]);
  const written = read("streamproof.expect.yaml");
  expect(written).toContain("  # events/lone-cr-line-ends\n  - case: e102\n    status: fail\n    signature: event.");
  expect(written).toContain("reason: to be explained");

  const second = await check("flawed", ["--reporter", "text", "--reporter", "json=report.json"]);
  expect([second.code, second.out]).toEqual([0, expect.stringContaining("1 xfail")]);
  const report = Report.parse(JSON.parse(read("report.json")));
  expect(report.expectations).toMatchObject({
    file: "streamproof.expect.yaml",
    entries: [{ line: 5, state: "met" }],
    broken: [],
  });
  expect(report.cases.find((one) => one.uid === "e102")).toMatchObject({
    status: "xfail",
    expected: { line: 5, status: "fail" },
  });

  const mended = await check("whole");
  expect(mended.code).toBe(1);
  expect(mended.out).toContain("streamproof.expect.yaml:5  e102\n    the case passes; delete the entry");
  expect(mended.out).toContain("1 xpass");

  const unread = await check("whole", ["--no-expect"]);
  expect([unread.code, unread.out]).toEqual([0, expect.not.stringContaining("xpass")]);
});

test("a file is never overwritten, and none is written where nothing fails", async () => {
  write("mine.yaml", "precious");
  const refused = await check("flawed", ["--write-expect", "mine.yaml"]);
  expect([refused.code, refused.out, read("mine.yaml")]).toEqual([2, "", "precious"]);
  expect(refused.err).toContain("mine.yaml: the file is there already");
  const none = await check("whole", ["--write-expect", "new.yaml"]);
  expect([none.code, none.err]).toEqual([0, expect.stringContaining("new.yaml was not written: no failure")]);
  expect(() => read("new.yaml")).toThrow("ENOENT");
});

test.each([
  ["matches nothing", entry("case: e10x", "reason: known"), 3, "did you mean e101"],
  ["expired", entry("case: e102", "reason: known", "until: 2020-02-29"), 3, "it expired on 2020-02-29"],
  ["another finding", entry("case: e102", "signature: usage.lost", "reason: known"), 3, "expected was usage.lost"],
  ["no such variant", entry("case: e101", "variant: cuts=99999", "reason: known"), 3, "no variant cuts=99999"],
])("an entry that does not hold makes the run red: %s", async (_, text, line, because) => {
  write("known.yaml", text);
  const { code, out } = await check("flawed", ["--expect", "known.yaml", "--gate", "none"]);
  expect(code).toBe(1);
  expect(out).toContain(`known.yaml:${line}`);
  expect(out.replace(/\s+/g, " ")).toContain(because);
});

test("what a run leaves out makes no entry stale", async () => {
  write(
    "known.yaml",
    entry("case: s3ed", "reason: not chosen") + "  - case: e101\n    variant: cuts=byte\n    reason: not played\n",
  );
  const { code, out } = await check("whole", ["--expect", "known.yaml", "--variants", "none"]);
  expect([code, out]).toEqual([0, expect.stringContaining("2 entries, none broken, 2 not looked at in this run")]);
});

test.each([
  ["a missing reason", entry("case: e102"), "known.yaml:3: expect[0].reason: is missing"],
  [
    "an unknown member",
    entry("case: e102", "reason: x", "untill: 2027-01-01"),
    "known.yaml:5: expect[0].untill: unknown member untill; did you mean until?",
  ],
  [
    "a bad date",
    entry("case: e102", "reason: x", "until: tomorrow"),
    "known.yaml:5: expect[0].until: a date such as 2027-01-31",
  ],
  ["no YAML", "expect: [\n", "known.yaml:2:1: "],
])("an unusable file ends the run before it begins: %s", async (_, text, told) => {
  write("known.yaml", text);
  const { code, out, err } = await check("whole", ["--expect", "known.yaml"]);
  expect([code, out, err]).toEqual([2, "", expect.stringContaining(told)]);
  expect(err.trimEnd().split("\n")).toHaveLength(2);
});

test("the file that docs/ci.md shows is read", () => {
  const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/ci.md"), "utf8");
  const shown = /^```yaml\n(schema: [\s\S]*?)^```$/m.exec(page)?.[1] ?? "";
  const { entries } = readExpectations(new TextEncoder().encode(shown), "docs/ci.md");
  expect(entries).toEqual([
    expect.objectContaining({ line: 3, case: "s3ed", until: "2027-01-31", issue: "owner/repo#123" }),
  ]);
  expect(Object.keys(ExpectEntry.shape).filter((member) => !(member in (entries[0] ?? {})))).toEqual([]);
});

test("a file that is not there is named", async () => {
  const { code, err } = await check("whole", ["--expect", "nowhere.yaml"]);
  expect([code, err]).toEqual([2, expect.stringContaining("nowhere.yaml")]);
});

test("github: the summary is appended to the step's file, by this reporter alone", async () => {
  write("summary.md", "# before\n");
  const env = { GITHUB_STEP_SUMMARY: path.join(folder, "summary.md") };
  await check("flawed", ["--variants", "none"], env);
  expect(read("summary.md")).toBe("# before\n");
  const { code, out } = await check("flawed", ["--variants", "none", "--reporter", "github"], env);
  expect([code, out]).toEqual([1, expect.stringMatching(/^::error title=e102 events\/lone-cr-line-ends \(must\)::/m)]);
  expect(read("summary.md")).toMatch(
    /^# before\n## streamproof: reader 1\.0\.0\n[\s\S]*\| e102 events\/lone-cr-line-ends \| must \| fail \|/,
  );
  const broken = await check("whole", ["--reporter", "github"], {
    GITHUB_STEP_SUMMARY: path.join(folder, "no", "where"),
  });
  expect([broken.code, broken.err]).toEqual([2, expect.stringContaining("GITHUB_STEP_SUMMARY")]);
});
