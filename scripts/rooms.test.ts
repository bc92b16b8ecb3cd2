import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { findBreaches, findCircles, findUnused } from "./find-breaches.ts";
import { topFolders } from "./top-folders.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

function sourceFiles(): readonly string[] {
  const files: string[] = [];
  for (const top of ["src", "generators", "conformance", "scripts"]) {
    for (const entry of readdirSync(path.join(ROOT, top), { recursive: true, withFileTypes: true })) {
      const file = path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/");
      const isSource = entry.isFile() && file.endsWith(".ts") && !/\.(?:test|test-d|bench)\.ts$/.test(file);
      if (isSource && !file.startsWith("conformance/adapters/")) files.push(file);
    }
  }
  return files;
}

test("law: every file stays within what its room may import and do", () => {
  const files = sourceFiles();
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((file) => findBreaches(file, readFileSync(path.join(ROOT, file), "utf8")))).toEqual([]);
});

test.each([
  ["src/wire/a.ts", `import { x } from "../cassette/index.ts";`, "src/wire may not import src/cassette/index.ts"],
  ["src/wire/a.ts", `import { z } from "zod";`, "src/wire may not import the package zod"],
  ["src/base/a.ts", `export * from "../../generators/index.ts";`, "src/base may not import generators/index.ts"],
  [
    "generators/a.ts",
    `const x = await import("../conformance/index.ts");`,
    "generators may not import conformance/index.ts",
  ],
  ["conformance/judge/a.ts", `export const now = Date.now();`, "conformance/judge is pure, but here stands Date.now"],
  ["src/wire/a.ts", `export const draw = Math.random();`, "src/wire is pure, but here stands Math.random"],
  ["conformance/reporters/a.ts", `console.log(1);`, "conformance/reporters is pure, but here stands console."],
  ["elsewhere/a.ts", "", "stands in no room"],
])("a breach in %s is found: %s", (file, source, what) => {
  expect(findBreaches(file, source).map((breach) => breach.what)).toEqual([what]);
});

test("law: no room is let have what none of its files imports", () => {
  expect(findUnused(new Map(sourceFiles().map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")])))).toEqual(
    [],
  );
});

test("the law bites: without files, all that is allowed is unused", () => {
  expect(findUnused(new Map())).toContain("src/cassette: js-yaml");
});

test("law: no files import each other in a circle", () => {
  const files = new Map(sourceFiles().map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]));
  expect(findCircles(files)).toEqual([]);
});

test("the law bites: a circle of types is one, a row is none", () => {
  const files = new Map([
    ["a/a.ts", `import { b } from "./b.ts";`],
    ["a/b.ts", `import type { c } from "./c.ts";`],
    ["a/c.ts", `export * from "./a.ts";`],
    ["a/d.ts", `import { a } from "./a.ts";`],
  ]);
  expect(findCircles(files)).toEqual([["a/a.ts", "a/b.ts", "a/c.ts", "a/a.ts"]]);
});

test("words in comments are no effects", () => {
  expect(findBreaches("src/wire/a.ts", "// Math.random is not used here\nexport const x = 1;\n")).toEqual([]);
});

test("law: every file opens with a one-sentence promise", () => {
  const without = sourceFiles().filter((file) => {
    const [first = "", second = ""] = readFileSync(path.join(ROOT, file), "utf8").split("\n");
    return !(first.startsWith("#!") ? second : first).startsWith("/**");
  });
  expect(without).toEqual([]);
});

const TOP = [".ci", ".github", "src", "generators", "conformance", "fixtures", "scripts", "docs"];

test("law: the top level holds the project's folders and nothing else", () => {
  const folders = topFolders(ROOT);
  expect(folders).toContain("src");
  expect(folders.filter((folder) => !TOP.includes(folder))).toEqual([]);
});

test("a folder too many is found in a downloaded archive as well, which has no git", () => {
  const archive = mkdtempSync(path.join(tmpdir(), "streamproof-archive-"));
  try {
    for (const name of ["src", "docs", "odd", "node_modules", "dist"]) mkdirSync(path.join(archive, name));
    copyFileSync(path.join(ROOT, ".gitignore"), path.join(archive, ".gitignore"));
    expect(topFolders(archive)).toEqual(["docs", "odd", "src"]);
  } finally {
    rmSync(archive, { recursive: true, force: true });
  }
});
