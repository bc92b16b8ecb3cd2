/** One report that cannot be written costs none of the others; what can be known is told before the run. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { ToolkitError } from "../../src/base/index.ts";
import { exampleReport } from "../reporters/testing/example-report.ts";
import { attemptAll } from "./attempt-all.ts";
import { checkTargets } from "./check-targets.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";
import { parseReporters, writeReports } from "./write-reports.ts";

const folder = mkdtempSync(path.join(tmpdir(), "write-reports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(path.join(folder, "a-file"), "");

test("the terminal and every other file have theirs, and then the failures are told together", () => {
  const captured = captureTerminal(folder);
  const wanted = parseReporters(["junit=a-file/x.xml", "json=r.json", "github=a-file/y", "text"]);
  const shown = { cases: [], repeat: { kind: "command", command: ["a"] }, gapMs: 1 } as const;
  expect(() => writeReports(exampleReport(), wanted, shown, captured.terminal)).toThrow(
    expect.objectContaining({
      code: "FILE_UNWRITABLE",
      message: expect.stringMatching(/^a-file\/x\.xml: .*a-file\/y: /),
    }),
  );
  expect(captured.out()).toContain("gate:");
  expect(JSON.parse(readFileSync(path.join(folder, "r.json"), "utf8"))).toHaveProperty("cases");
});

test("two reporters with one file are refused, however it is spelt", () => {
  expect(() => parseReporters(["json=out/r", "junit=./out/r"])).toThrow(/two reporters cannot write out.r/);
  expect(parseReporters(["json=r.json", "junit=r.xml", "text"])).toHaveLength(3);
});

test("a command that holds a key is repeated without it", () => {
  const captured = captureTerminal(folder);
  const repeat = { kind: "command", command: ["adapter", "--api-key", ["s3cr3t", "VALUE99xyz"].join("")] } as const;
  writeReports(exampleReport(), parseReporters([]), { cases: [], repeat, gapMs: 1 }, captured.terminal);
  expect(captured.out()).toMatch(/repeat .*--api-key \[redacted\]/);
  expect(captured.out()).not.toContain("s3cr3t");
});

test.each([
  ["a-file/deep/x.json", /a-file is a file, no folder/],
  ["a-folder", /it is a folder/],
])("%s is refused before the run", (file, because) => {
  mkdirSync(path.join(folder, "a-folder"), { recursive: true });
  expect(() => checkTargets([file], folder)).toThrow(because);
});

const isRoot = process.getuid?.() === 0;
if (isRoot) process.stdout.write("skipped: a folder that may not be written, for root may write anywhere\n");
test.skipIf(isRoot)("a folder that may not be written is refused before the run", () => {
  mkdirSync(path.join(folder, "locked"));
  chmodSync(path.join(folder, "locked"), 0o500);
  expect(() => checkTargets(["locked/x/y.json"], folder)).toThrow(/EACCES/);
});

test("a file that is to be made, folders and all, is none of its business", () => {
  checkTargets(["new/deep/x.json", "a-file"], folder);
});

test("every step is taken; our own bug is told before all else", () => {
  const taken: number[] = [];
  const bug = new TypeError("ours");
  const steps = [
    () => {
      throw new ToolkitError("FILE_UNWRITABLE", "a", "b");
    },
    () => {
      throw bug;
    },
    () => void taken.push(1),
  ];
  expect(() => attemptAll(steps)).toThrow(bug);
  expect(taken).toEqual([1]);
});
