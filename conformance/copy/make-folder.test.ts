import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

const top = mkdtempSync(path.join(tmpdir(), "streamproof-folder-"));
afterAll(() => rmSync(top, { recursive: true, force: true }));

test("a folder is made with those above it, and one that is there is left as it is", () => {
  const folder = path.join(top, "a", "b", "c");
  makeFolder(folder, "c");
  makeFolder(folder, "c");
  expect(statSync(folder).isDirectory()).toBe(true);
});

test("a file in the way is named", () => {
  const file = path.join(top, "file");
  writeFileSync(file, "");
  for (const folder of [file, path.join(file, "a", "b")]) {
    expect(() => makeFolder(folder, "out")).toThrow(
      expect.objectContaining({ code: "FILE_UNWRITABLE", place: "out", detail: `${file} is a file, no folder` }),
    );
  }
});

const hasProc = existsSync("/proc/self");
if (!hasProc) process.stdout.write("skipped: there is no /proc, where a folder is there and takes no other\n");
test.skipIf(!hasProc)("a folder that takes no other is named, and the call returns (needs /proc)", () => {
  expect(() => makeFolder("/proc/streamproof/reports", "reports")).toThrow(
    expect.objectContaining({ code: "FILE_UNWRITABLE", place: "reports", detail: "no folder can be made in /proc" }),
  );
});

test("a name that the system refuses is told as it says", () => {
  expect(() => makeFolder(path.join(top, "a\0b"), "out")).toThrow(
    expect.objectContaining({ code: "FILE_UNWRITABLE", detail: expect.stringContaining("null bytes") }),
  );
});
