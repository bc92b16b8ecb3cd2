import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { findBreaches } from "./find-breaches.ts";

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

test("law: the top level holds the project's folders and nothing else", () => {
  const tracked = execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" }).split("\n");
  const folders = new Set(tracked.filter((file) => file.includes("/")).map((file) => file.split("/")[0]));
  for (const folder of folders) {
    expect([".ci", ".github", "src", "generators", "conformance", "fixtures", "scripts", "docs"]).toContain(folder);
  }
});
