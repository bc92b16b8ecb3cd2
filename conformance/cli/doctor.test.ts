/** The command `doctor`: its lines, its next steps, its exit codes; and `check` with a process a job. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "./run-command.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";
import { repeatCommand, repeatFlags } from "./repeat-command.ts";

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-doctor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SCRIPT = fileURLToPath(new URL("../doctor/testing/flawed-adapter.mjs", import.meta.url));

async function run(...argv: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const captured = captureTerminal(folder, { PATH: process.env["PATH"], NO_COLOR: "1" });
  const code = await runCommand(argv, captured.terminal);
  return { code, out: captured.out(), err: captured.err() };
}

test("a right adapter: a line a check, then the next step, exit code 0", async () => {
  const { code, out } = await run("doctor", "--", process.execPath, SCRIPT, "none");
  expect(code).toBe(0);
  expect(out).toMatch(/^ok {7}ready: flawed-none 1; core; up to 4 jobs at once; chat\.stream/);
  expect(out).toMatch(/^ok {7}text\/line-separators: /m);
  expect(out).not.toContain("planted/");
  expect(out).toContain("Next: doctor --mutate");
});

test("what is wrong comes with what was seen, what to do next, and exit code 1", async () => {
  const { code, out } = await run("doctor", "--", process.execPath, SCRIPT, "splits-lines");
  expect(code).toBe(1);
  expect(out).toMatch(/^wrong {4}text\/line-separators: .*\n.*\\u2028.*\n {9}next: .*splitlines/m);
  expect(out).toContain("2 wrong");
});

test("--mutate finds an adapter that hard-codes", async () => {
  const { code, out } = await run("doctor", "--mutate", "--", process.execPath, SCRIPT, "hard-codes-usage");
  expect(code).toBe(1);
  expect(out).toMatch(/^wrong {4}planted\/usage-other: /m);
});

test("an adapter that is never ready ends with 3, no command with 2", async () => {
  const mute = await run("doctor", "--startup-ms", "300", "--", process.execPath, "-e", "setInterval(() => {}, 1000)");
  expect([mute.code, mute.err]).toEqual([3, expect.stringContaining("ready")]);
  const missing = await run("doctor");
  expect([missing.code, missing.err]).toEqual([2, expect.stringContaining("no adapter command was given")]);
  const mode = await run("doctor", "--mode", "pull", "--", "node");
  expect([mode.code, mode.err]).toEqual([2, expect.stringContaining("exec")]);
});

test("an interruption ends it with 130, with what was found until then", async () => {
  const captured = captureTerminal(folder, { PATH: process.env["PATH"], NO_COLOR: "1" });
  const running = runCommand(["doctor", "--", process.execPath, SCRIPT, "none"], captured.terminal);
  await expect.poll(() => captured.out(), { timeout: 10_000 }).toContain("ready:");
  captured.interrupt();
  expect(await running).toBe(130);
  expect(captured.out()).not.toContain("text/long");
});

test("check --mode exec judges a process a job, and the command that repeats a play says so", async () => {
  const command = ["--", process.execPath, SCRIPT, "trims-text"];
  const passing = await run("check", "--mode", "exec", "--only", "s3ed", "--variants", "none", ...command);
  expect([passing.code, passing.out]).toEqual([0, expect.stringContaining("1 pass")]);
  const how = { kind: "command", command: ["./one-shot.sh"] } as const;
  const shared = { profile: [], strictDelivery: true, fixtures: "my cases" };
  expect(repeatCommand({ ...how, flags: repeatFlags({ ...shared, mode: "exec" }) }, "s3ed", "cuts=41")).toBe(
    "npx streamproof check --only s3ed --variant cuts=41 --mode exec --strict-delivery --fixtures 'my cases' -- ./one-shot.sh",
  );
  expect(repeatCommand({ ...how, flags: repeatFlags({ ...shared, mode: "stdio" }) }, "s3ed", "plain")).not.toContain(
    "--mode",
  );
});

test.each(["doctor", "init"])("%s --help has examples", async (name) => {
  const { code, out } = await run(name, "--help");
  expect(code).toBe(0);
  expect(out).toContain("Examples:");
});
