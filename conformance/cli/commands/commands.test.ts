/** Every command explains itself, and costs what it needs itself. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { COMMAND_NAMES, runCommand } from "../run-command.ts";
import { captureTerminal } from "../testing/captured-terminal.ts";

async function run(...argv: string[]): Promise<{ readonly code: number; readonly out: string }> {
  const { terminal, out } = captureTerminal(import.meta.dirname, { NO_COLOR: "1" });
  return { code: await runCommand(argv, terminal), out: out() };
}

const pages = [
  ...COMMAND_NAMES.map((name) => [name]),
  ...["list", "show", "diff"].map((name) => ["cases", name]),
  ...["list", "install", "check"].map((name) => ["clients", name]),
  ["fixtures", "copy"],
].map((words) => [words.join(" "), words] as const);

test.each(pages)("%s --help has examples and exits 0", async (name, words) => {
  const { code, out } = await run(...words, "--help");
  expect(code).toBe(0);
  expect(out).toContain(`Usage: streamproof ${name}`);
  expect(out).toMatch(new RegExp(String.raw`\nExamples:\n  streamproof ${name}\b`));
  expect(await run("help", ...words)).toMatchObject({ code: 0, out: words.length === 1 ? out : expect.any(String) });
});

test("--help lists the commands and the exit codes", async () => {
  const { code, out } = await run("--help");
  expect(code).toBe(0);
  for (const word of [...COMMAND_NAMES.map((name) => `\n  ${name} `), "Exit codes:", "130"])
    expect(out).toContain(word);
});

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
