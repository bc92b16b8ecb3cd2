/** The workflow that the README offers does what it says: its steps run in a shell, in a repository of a user's. */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { BUILT_PROGRAM } from "./testing/built-program.ts";
import { eventReader } from "./testing/event-reader.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

const Workflow = z.object({
  on: z.array(z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      "runs-on": z.string(),
      steps: z.array(
        z.union([z.object({ run: z.string() }), z.object({ uses: z.string().regex(/^actions\/[a-z-]+@v\d+$/) })]),
      ),
    }),
  ),
});

/** The first block of this language in the section of the README. */
function block(language: string): string {
  const readme = readFileSync(path.join(ROOT, "README.md"), "utf8");
  const section = /^## In CI\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? "";
  return new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(section)?.[1] ?? "";
}

const { jobs } = Workflow.parse(load(block("yaml")));
const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => ("run" in step ? [step.run] : [])));

const hasBash = spawnSync("bash", ["-c", "true"]).status === 0;

const top = mkdtempSync(path.join(tmpdir(), "streamproof-workflow-"));
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** A repository whose `streamproof` is a folder beside it that starts what was built of this source: npm is real, and kept offline. */
beforeAll(() => {
  if (!hasBash) return;
  mkdirSync(path.join(top, "user", "stub"), { recursive: true });
  const write = (file: string, text: string): void => writeFileSync(path.join(top, "user", file), text);
  write(
    "package.json",
    JSON.stringify({ name: "user", private: true, devDependencies: { streamproof: "file:./stub" } }),
  );
  write(
    "stub/package.json",
    JSON.stringify({ name: "streamproof", version: "0.0.0", bin: { streamproof: "start.mjs" } }),
  );
  write(
    "stub/start.mjs",
    `#!/usr/bin/env node
import { spawnSync } from "node:child_process";
const args = process.argv.slice(2);
// A handful of cases: what the steps do is the same for all of them.
if (args[0] === "check") args.splice(1, 0, "--only", "e10?");
const { status } = spawnSync(process.execPath, [${JSON.stringify(BUILT_PROGRAM)}, ...args], { stdio: "inherit" });
process.exitCode = status ?? 70;
`,
  );
  const { status, stderr } = shell("npm install --package-lock-only --no-audit --no-fund", path.join(top, "user"));
  if (status !== 0) throw new Error(stderr);
});

/** As GitHub's runner starts a step on Linux. */
function shell(command: string, cwd: string): SpawnSyncReturns<string> {
  const env = {
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"] ?? ""}`,
    HOME: top,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_STEP_SUMMARY: path.join(cwd, "summary.md"),
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
  };
  return spawnSync("bash", ["-e", "-c", command], { cwd, env, encoding: "utf8" });
}

/** The steps up to the first that fails, in a fresh copy of the repository. */
function runSteps(name: string, reader: Parameters<typeof eventReader>[0], steps: readonly string[]) {
  const folder = path.join(top, name);
  if (!existsSync(folder)) cpSync(path.join(top, "user"), folder, { recursive: true });
  writeFileSync(path.join(folder, "adapter.mjs"), eventReader(reader));
  let last: SpawnSyncReturns<string> | undefined;
  for (const step of steps) {
    last = shell(step, folder);
    if (last.status !== 0) break;
  }
  return {
    code: last?.status,
    out: last?.stdout ?? "",
    err: last?.stderr ?? "",
    read: (file: string) => readFileSync(path.join(folder, file), "utf8"),
  };
}

test("the steps are those of a Node project: install, check", () => {
  expect(runs).toEqual(["npm ci", expect.stringMatching(/^npx streamproof check .*-- node adapter\.mjs$/)]);
});

test.skipIf(!hasBash)("a whole client is green: the report is JUnit XML, the step has a summary (needs bash)", () => {
  const { code, out, err, read } = runSteps("green", "whole", runs);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("gate: no must in fail, timeout or crash: met");
  expect(out).not.toContain("::error");
  expect(read("report.xml")).toMatch(/^<\?xml .*\n<testsuites name="streamproof" tests="\d+" failures="0" errors="0"/);
  expect(read("summary.md")).toContain("## streamproof: reader 1.0.0");
});

test.skipIf(!hasBash)("a flawed client is red, with annotations; written down, it is green again (needs bash)", () => {
  const red = runSteps("red", "blindToCr", runs);
  expect(red.code).toBe(1);
  expect(red.out).toMatch(/^::error title=e102 /m);
  expect(red.read("report.xml")).toContain("<failure ");
  const [npxCheck = ""] = block("sh").trim().split("\n");
  expect(npxCheck).toContain("--write-expect streamproof.expect.yaml");
  expect(runSteps("red", "blindToCr", [npxCheck]).code).toBe(1);
  expect(red.read("streamproof.expect.yaml")).toContain("case: e102");
  const again = runSteps("red", "blindToCr", runs.slice(1));
  expect([again.code, again.out]).toEqual([0, expect.stringMatching(/\d+ xfail/)]);
});
