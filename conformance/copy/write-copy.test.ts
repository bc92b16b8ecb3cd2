/** A copy stays inside its folder and replaces only what it wrote itself. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { ToolkitError } from "../../src/base/index.ts";
import type { CopiedFile } from "./copied-case.ts";
import { digestOf, MANIFEST_FILE, MANIFEST_SCHEMA } from "./copy-catalogue.ts";
import { writeCopy } from "./write-copy.ts";

const parent = mkdtempSync(path.join(tmpdir(), "streamproof-write-copy-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let folder = "";
let count = 0;
beforeEach(() => {
  folder = path.join(parent, `copy-${count++}`);
});

/** Files with the manifest that lists them. */
function copyOf(texts: Readonly<Record<string, string>>): readonly CopiedFile[] {
  const files = Object.entries(texts).map(([name, text]) => ({ path: name, bytes: Buffer.from(text) }));
  const listed = Object.fromEntries(files.map((file) => [file.path, digestOf(file.bytes)]));
  return [
    { path: MANIFEST_FILE, bytes: Buffer.from(JSON.stringify({ schema: MANIFEST_SCHEMA, files: listed })) },
    ...files,
  ];
}

const COPY = copyOf({ "index.json": "1", "usage/a/body.sse": "a", "usage/b/body.sse": "b" });

const write = (files = COPY, force = false): void => writeCopy(folder, files, "out", force);

function trouble(act: () => void): { readonly code: string; readonly place: string; readonly detail: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof ToolkitError) return { code: error.code, place: error.place, detail: error.detail };
    throw error;
  }
  throw new Error("it was written");
}

const read = (name: string): string => readFileSync(path.join(folder, name), "utf8");

test("a missing folder is made, an empty one filled", () => {
  write();
  expect(read("usage/a/body.sse")).toBe("a");
  folder = path.join(parent, "empty");
  mkdirSync(folder);
  write();
  expect(read("usage/b/body.sse")).toBe("b");
});

test("a folder with anything in it is refused, and left as it is", () => {
  mkdirSync(folder);
  writeFileSync(path.join(folder, "mine.txt"), "mine");
  expect(trouble(() => write())).toMatchObject({ code: "FILE_EXISTS", place: "out" });
  expect(trouble(() => write(COPY, true)).detail).toContain("no manifest.json of an earlier copy");
  expect(readdirSync(folder)).toEqual(["mine.txt"]);
});

test("force replaces an earlier copy, removes what it has no more, and leaves what others put there", () => {
  write();
  writeFileSync(path.join(folder, "usage", "mine.txt"), "mine");
  write(copyOf({ "index.json": "2", "tools/c/body.sse": "c" }), true);
  expect(read("index.json")).toBe("2");
  expect(read("tools/c/body.sse")).toBe("c");
  expect(readdirSync(path.join(folder, "usage"))).toEqual(["mine.txt"]);
});

test("force does not touch a copied file that was changed since, nor anything else before it is known", () => {
  write();
  writeFileSync(path.join(folder, "usage", "b", "body.sse"), "edited");
  const { place, detail } = trouble(() => write(copyOf({ "index.json": "2" }), true));
  expect(place).toBe("out/usage/b/body.sse");
  expect(detail).toContain("changed since it was copied");
  expect(read("index.json")).toBe("1");
  expect(read("usage/b/body.sse")).toBe("edited");
});

test("force does not overwrite a file that no copy wrote", () => {
  write();
  mkdirSync(path.join(folder, "tools"));
  writeFileSync(path.join(folder, "tools", "c"), "mine");
  expect(trouble(() => write(copyOf({ "tools/c": "c" }), true)).place).toBe("out/tools/c");
  expect(trouble(() => write(copyOf({ "tools/c/body.sse": "c" }), true)).place).toBe("out/tools/c");
  expect(read("tools/c")).toBe("mine");
  expect(read("index.json")).toBe("1");
});

test("a manifest whose names lead elsewhere is not ours", () => {
  const victim = path.join(parent, "victim.txt");
  writeFileSync(victim, "safe");
  for (const name of ["../victim.txt", victim, "a/../../victim.txt", "a\\..\\..\\victim.txt", "./../victim.txt"]) {
    rmSync(folder, { recursive: true, force: true });
    write();
    const files = { [name]: digestOf(Buffer.from("safe")) };
    writeFileSync(path.join(folder, MANIFEST_FILE), JSON.stringify({ schema: MANIFEST_SCHEMA, files }));
    expect(
      trouble(() => write(COPY, true)),
      name,
    ).toMatchObject({ code: "FILE_EXISTS", place: "out/manifest.json" });
    expect(readFileSync(victim, "utf8")).toBe("safe");
  }
});

test("nothing is written or removed through a link inside the folder", () => {
  const outside = path.join(parent, "outside");
  mkdirSync(path.join(outside, "a"), { recursive: true });
  writeFileSync(path.join(outside, "a", "body.sse"), "a");
  write();
  rmSync(path.join(folder, "usage"), { recursive: true });
  symlinkSync(outside, path.join(folder, "usage"), "dir");
  expect(trouble(() => write(COPY, true))).toMatchObject({ code: "FILE_EXISTS", place: "out/usage" });
  expect(readFileSync(path.join(outside, "a", "body.sse"), "utf8")).toBe("a");
});

test("a copy that was interrupted is finished by force", () => {
  write();
  rmSync(path.join(folder, "usage", "b", "body.sse"));
  write(COPY, true);
  expect(read("usage/b/body.sse")).toBe("b");
});

test("a file in place of the folder, or above it, is named", () => {
  writeFileSync(folder, "mine");
  expect(trouble(() => write())).toMatchObject({
    code: "FILE_EXISTS",
    place: "out",
    detail: "is a file, not a folder",
  });
  folder = path.join(folder, "below");
  expect(trouble(() => write()).code).toBe("FILE_UNWRITABLE");
});

const isRoot = process.getuid?.() === 0;
// Permissions do not bind root; the kernel's own file system refuses even root.
const refusing = !isRoot || existsSync("/proc/self");
if (!refusing) process.stdout.write("skipped: no folder here refuses to be written to\n");
test.skipIf(!refusing)("a folder that may not be written to is named", () => {
  if (isRoot) folder = "/proc/streamproof-copy";
  else {
    mkdirSync(folder);
    chmodSync(folder, 0o500);
  }
  expect(trouble(() => write())).toMatchObject({ code: "FILE_UNWRITABLE", place: "out" });
  if (!isRoot) chmodSync(folder, 0o700);
});
