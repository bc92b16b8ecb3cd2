import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readBytes } from "./read-bytes.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "streamproof-"));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));
const at = (name: string): string => join(FOLDER, name);
const refusal = (code: string, detail: string): object =>
  expect.objectContaining({ code, place: "shown", detail: expect.stringContaining(detail) });

test("a file is read to its end, up to the limit and no further", () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
  writeFileSync(at("whole"), bytes);
  writeFileSync(at("empty"), "");
  expect(Buffer.compare(readBytes(at("whole"), "shown"), bytes)).toBe(0);
  expect(readBytes(at("whole"), "shown", { fileBytesMax: 200_000 })).toHaveLength(200_000);
  expect(readBytes(at("empty"), "shown")).toHaveLength(0);
  expect(() => readBytes(at("whole"), "shown", { fileBytesMax: 199_999 })).toThrow(
    refusal("LIMIT_EXCEEDED", "200000 bytes, fileBytesMax is 199999"),
  );
});

test("what is not there is unreadable", () => {
  expect(() => readBytes(at("nowhere"), "shown")).toThrow(refusal("FILE_UNREADABLE", "ENOENT"));
  expect(() => readBytes(at("a\0b"), "shown")).toThrow(refusal("FILE_UNREADABLE", ""));
  expect(() => readBytes(FOLDER, "shown")).toThrow(refusal("FILE_UNREADABLE", "is no file"));
});

test.skipIf(process.platform === "win32")("a pipe, a device, and a link to one are refused at once", () => {
  execFileSync("mkfifo", [at("pipe")]);
  symlinkSync(at("pipe"), at("link"));
  for (const file of [at("pipe"), at("link"), "/dev/zero", "/dev/null"])
    expect(() => readBytes(file, "shown"), file).toThrow(refusal("FILE_UNREADABLE", "is no file"));
});

test.skipIf(process.platform !== "linux")("a file that says it is empty is read to its end, and is bounded too", () => {
  expect(readBytes("/proc/self/status", "shown").length).toBeGreaterThan(100);
  expect(() => readBytes("/proc/self/status", "shown", { fileBytesMax: 100 })).toThrow(
    refusal("LIMIT_EXCEEDED", "more bytes, fileBytesMax is 100"),
  );
});
