/** Reports and catalogues are compared case by case; what is neither is named. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compareCases, type ComparedCase } from "./cases-diff.ts";
import { casesAsOf } from "./as-of.ts";
import { compareVersions } from "./compare-versions.ts";
import { runCommand } from "./run-command.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";
import { withPages } from "./with-pages.ts";
import { CASES, exampleReport } from "../reporters/testing/example-report.ts";
import { printJson } from "../reporters/index.ts";

const EXAMPLE_REPORT = exampleReport();
const folder = mkdtempSync(path.join(tmpdir(), "streamproof-diff-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const captured = captureTerminal(folder);
  const code = await runCommand(argv, captured.terminal);
  return { code, out: captured.out(), err: captured.err() };
}

function writeCase(root: string, uid: string, what: string, level: string, since = "0.1.0"): void {
  const document = {
    schema: "streamproof/case@1",
    uid,
    id: `area/${what}`,
    title: what,
    rule: "It is read.",
    level,
    basis: "spec",
    input: "legal",
    refs: [],
    since,
    op: "sse.read",
    exchanges: [{ body: "data: a\n\n" }],
    expect: { any_of: [{ outcome: "completed", events: [{ data: "a" }] }] },
  };
  mkdirSync(path.join(folder, root, "crafted", "area"), { recursive: true });
  writeFileSync(path.join(folder, root, "crafted", "area", `${what}.yaml`), JSON.stringify(document));
}

writeCase("old", "a001", "same", "must");
writeCase("old", "a002", "softer", "must");
writeCase("old", "a003", "gone", "observe");
writeCase("new", "a001", "same", "must");
writeCase("new", "a002", "softer-now", "should");
writeCase("new", "a004", "fresh", "must", "0.2.0");

const one = (over: Partial<ComparedCase>): ComparedCase => ({ uid: "a001", id: "area/a", level: "must", ...over });

describe("comparing", () => {
  test("nothing differs between a thing and itself", () => {
    expect(compareCases([one({}), one({ uid: "a002" })], [one({ uid: "a002" }), one({})])).toEqual([]);
  });

  test("cases meet by uid, whatever they are called", () => {
    expect(compareCases([one({ status: "pass" })], [one({ id: "area/b", status: "fail" })])).toEqual([
      {
        change: "changed",
        uid: "a001",
        id: "area/b",
        members: { id: { from: "area/a", to: "area/b" }, status: { from: "pass", to: "fail" } },
      },
    ]);
  });
});

describe("cases diff", () => {
  test("of two catalogues: a line for what was added, changed, removed", async () => {
    const { code, out } = await run("cases", "diff", "old", "new");
    expect(out.split("\n")).toEqual([
      "added    a004  area/fresh  must",
      "changed  a002  area/softer-now  id area/softer -> area/softer-now, level must -> should",
      "removed  a003  area/gone  observe",
      "",
    ]);
    expect(code).toBe(0);
  });

  test("of two reports: statuses too, and JSON lines where they are asked for", async () => {
    const [first, ...others] = CASES;
    if (first === undefined) throw new Error("no example");
    writeFileSync(path.join(folder, "a.json"), printJson(EXAMPLE_REPORT));
    const changed = { ...EXAMPLE_REPORT, cases: [{ ...first, status: "fail" as const }, ...withPages(others)] };
    writeFileSync(path.join(folder, "b.json"), printJson(changed));
    const { out } = await run("cases", "diff", "a.json", "b.json");
    expect(out).toBe(`changed  ${first.uid}  ${first.id}  status ${first.status} -> fail\n`);
    const { out: json } = await run("cases", "diff", "a.json", "b.json", "--json");
    expect(JSON.parse(json)).toEqual({
      change: "changed",
      uid: first.uid,
      id: first.id,
      members: { status: { from: first.status, to: "fail" } },
    });
  });

  test("what a report says of itself is escaped, in lines and in JSON", async () => {
    const [first] = CASES;
    if (first === undefined) throw new Error("no example");
    const id = "\u001b]0;owned\u0007\u009b31m\u202e";
    writeFileSync(path.join(folder, "a.json"), JSON.stringify({ ...EXAMPLE_REPORT, cases: [first] }));
    writeFileSync(path.join(folder, "b.json"), JSON.stringify({ ...EXAMPLE_REPORT, cases: [{ ...first, id }] }));
    const { out } = await run("cases", "diff", "a.json", "b.json");
    expect(out).toContain(String.raw`\x1b]0;owned\x07\x9b31m\u{202e}`);
    const { out: json } = await run("cases", "diff", "a.json", "b.json", "--json");
    expect(json).toContain(String.raw`\u001b]0;owned\u0007\u009b31m\u202e`);
    expect(JSON.parse(json)).toMatchObject({ id });
  });

  test.each([
    ["a missing file", ["missing.json", "old"], "missing.json"],
    ["no JSON", ["broken.json", "old"], "broken.json"],
    ["JSON that is no report", ["other.json", "old"], "is no report"],
    ["a report and a catalogue", ["a.json", "old"], "give two of a kind"],
    ["a folder without cases", ["empty", "old"], "no cases below"],
  ])("%s is named, with exit code 2", async (_, sides, said) => {
    writeFileSync(path.join(folder, "broken.json"), "{");
    writeFileSync(path.join(folder, "other.json"), "[]");
    writeFileSync(path.join(folder, "a.json"), printJson(EXAMPLE_REPORT));
    mkdirSync(path.join(folder, "empty"), { recursive: true });
    const { code, err } = await run("cases", "diff", ...sides);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

describe("--as-of", () => {
  test("leaves out what is newer", async () => {
    const { out } = await run("cases", "list", "--fixtures", path.join(folder, "new"), "--as-of", "0.1.9");
    expect(out).toContain("a001");
    expect(out).not.toContain("a004");
    expect((await run("cases", "list", "--fixtures", path.join(folder, "new"), "--as-of", "0.2.0")).out).toContain(
      "a004",
    );
    const { code, err } = await run(
      "cases",
      "show",
      "a004",
      "--fixtures",
      path.join(folder, "new"),
      "--as-of",
      "0.1.0",
    );
    expect([code, err]).toEqual([2, expect.stringContaining("unknown option '--as-of'")]);
  });

  test("no version, and a version older than every case, are said to be so", async () => {
    const wrong = await run("cases", "list", "--as-of", "latest");
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("is no version such as 0.1.0")]);
    const early = await run("check", "--as-of", "0.0.9", "--", "node");
    expect([early.code, early.err]).toEqual([2, expect.stringContaining("no case is as old")]);
    expect(() => casesAsOf([{ case: { since: "soon" } }], "1.0.0")).toThrow("no case is as old");
  });

  // The order that semver.org gives in precedence 11, and numbers of more than one digit.
  const ORDER = [
    "0.9.0",
    "0.10.0",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.0.1",
    "2.0.0",
  ];
  test("law: versions have the order of semver.org, whichever stands first", () => {
    for (const [at, early] of ORDER.entries()) {
      for (const [other, late] of ORDER.entries())
        expect(Math.sign(compareVersions(early, late) ?? Number.NaN), `${early} ${late}`).toBe(Math.sign(at - other));
    }
    // Texts would come in another order: the law is not about those.
    expect([...ORDER].sort()).not.toEqual(ORDER);
    expect(compareVersions("1.0.0+a", "1.0.0+b")).toBe(0);
    expect(compareVersions("1.0", "1.0.0")).toBeNull();
  });
});

test("a verdict that a reader will ask about names its page, one that is well does not", () => {
  for (const verdict of withPages(CASES)) {
    const isWell = ["pass", "observed", "skip", "not_run", "not_judged"].includes(verdict.status);
    expect(verdict.page).toBe(isWell ? undefined : `docs/rules/${verdict.id.split("/")[0]}.md#${verdict.uid}`);
  }
});
