/** A command line costs what its own command needs. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

/** What a declaration may load before its command runs: the library that parses, the words of this folder, error codes. */
const LIGHT = /^(?:commander|\.\/[a-z-]+\.ts|\.\.\/exit-codes\.ts|(?:\.\.\/){3}src\/base\/index\.ts)$/;

function heavyImports(source: string): readonly string[] {
  return parseSync("a.ts", source)
    .module.staticImports.filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .map(({ moduleRequest }) => moduleRequest.value)
    .filter((name) => !LIGHT.test(name));
}

const sources = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => [name, readFileSync(path.join(import.meta.dirname, name), "utf8")] as const);

test.each(sources)("%s loads nothing before its command runs", (_, source) => {
  expect(heavyImports(source)).toEqual([]);
});

test("run-command loads no command before it knows which", () => {
  const source = readFileSync(path.join(import.meta.dirname, "..", "run-command.ts"), "utf8");
  const { staticImports, dynamicImports } = parseSync("a.ts", source).module;
  expect(staticImports.filter(({ moduleRequest }) => moduleRequest.value.includes("declare"))).toEqual([]);
  expect(dynamicImports.length).toBe(sources.filter(([name]) => name.startsWith("declare-")).length);
});

test("a declaration that loads its command at once is found", () => {
  expect(heavyImports(`import { check } from "../check.ts";\nimport type { A } from "../terminal.ts";`)).toEqual([
    "../check.ts",
  ]);
  expect(heavyImports(`import "../check.ts";`)).toEqual(["../check.ts"]);
});
