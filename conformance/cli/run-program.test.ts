/** The program in a process of its own: closed pipes, full disks, workflows, our own bugs. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { steadyOutput, type Stream } from "./steady-output.ts";
import { BUILT_PROGRAM } from "./testing/built-program.ts";
import { disarmOutput, writeCommands } from "./workflow-output.ts";

const MISBEHAVING = path.resolve(import.meta.dirname, "..", "adapter", "misbehaving");
const CHECK = ["check", "--no-controls", "--only", "e10?", "--variants", "none"];

type Ended = { readonly code: unknown; readonly out: string; readonly err: string };

async function run(
  argv: readonly string[],
  {
    stdout = "pipe",
    env = {},
    closed = [],
  }: { stdout?: "pipe" | number; env?: object; closed?: readonly string[] } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [BUILT_PROGRAM, ...argv], {
    stdio: ["ignore", stdout, "pipe"],
    env: { ...process.env, GITHUB_ACTIONS: "", GITHUB_STEP_SUMMARY: "", TF_BUILD: "", ...env },
  });
  const heard = { out: "", err: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (heard.out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (heard.err += text));
  if (closed.includes("stdout")) child.stdout?.destroy();
  if (closed.includes("stderr")) child.stderr?.destroy();
  const [code] = (await once(child, "close")) as unknown[];
  return { code, ...heard };
}

const adapter = (name: string): readonly string[] => ["--", process.execPath, path.join(MISBEHAVING, `${name}.mjs`)];

test("what is thrown where nobody catches it is a bug of ours, and says so", async () => {
  const late = `setInterval(() => { if (process.listenerCount("uncaughtException") > 0) throw new RangeError("late"); }, 50)`;
  const { code, err } = await run(["serve"], {
    env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(late)}` },
  });
  expect(err).toMatch(/^streamproof: a bug of ours, please report it .*\nRangeError: late\n/m);
  expect(code).toBe(70);
});

describe.concurrent("the exit code is the command's own", () => {
  test("where the reader of its output is gone", async ({ expect }) => {
    const failing = [...CHECK, ...adapter("panics")];
    expect((await run(failing, { closed: ["stdout"] })).code).toBe(3);
    expect((await run(failing, { closed: ["stdout", "stderr"] })).code).toBe(3);
  });

  test.runIf(existsSync("/dev/full"))("but 2 where what it printed could not be written", async ({ expect }) => {
    const full = openSync("/dev/full", "w");
    const { code, err } = await run(["schema"], { stdout: full });
    closeSync(full);
    expect(err).toMatch(/^streamproof: standard output: .*ENOSPC/);
    expect(code).toBe(2);
  });
});

test.runIf(existsSync("/bin/sh"))("a working folder that was removed is told, with exit code 2", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "streamproof-gone-"));
  const script = 'rmdir "$1" && exec "$2" "$3" cases list';
  const argv = ["-c", script, "sh", folder, process.execPath, BUILT_PROGRAM];
  const { status, stderr } = spawnSync("/bin/sh", argv, { cwd: folder, encoding: "utf8" });
  expect(stderr).toMatch(/^streamproof: the working folder: it is not there any more\n/);
  expect(status).toBe(2);
});

test("in a workflow, what an adapter said before it died is no command", async () => {
  const command = 'process.stderr.write("::error::owned\\n##[group]x\\n##vso[task]y\\n"); process.exitCode = 3';
  const argv = [...CHECK, "--", process.execPath, "-e", command];
  const plain = await run(argv);
  expect(plain.err).toContain("::error::owned");
  for (const env of [{ GITHUB_ACTIONS: "true" }, { TF_BUILD: "True" }]) {
    const { code, err } = await run(argv, { env });
    expect(code).toBe(3);
    expect(err).toContain("error::owned");
    expect(err).not.toMatch(/^\s*::|##\[|##vso\[/m);
  }
});

/** A stream that fails at each write. */
function failing(error: Error, how: "throws" | "tells"): Stream & { asked: number } {
  const listeners: ((error: Error) => void)[] = [];
  return {
    asked: 0,
    on: (_event, given) => listeners.push(given),
    write() {
      this.asked += 1;
      if (how === "throws") throw error;
      for (const listener of listeners) listener(error);
      return false;
    },
  };
}

describe("a stream that fails", () => {
  test.each(["throws", "tells"] as const)("and %s so is asked no more", (how) => {
    const stream = failing(Object.assign(new Error("disk full"), { code: "ENOSPC" }), how);
    const output = steadyOutput(stream);
    output.write("a");
    output.write("b");
    expect(stream.asked).toBe(1);
    expect(output.lost()).toBe("disk full");
  });

  test("for want of a reader lost nothing, and says that nobody reads", () => {
    let gone = 0;
    const output = steadyOutput(failing(Object.assign(new Error("x"), { code: "EPIPE" }), "tells"), () => (gone += 1));
    output.write("a");
    expect([output.lost(), gone]).toEqual([null, 1]);
  });
});

test("commands of our own pass", () => {
  const written: string[] = [];
  const raw = { write: (text: string) => written.push(text) };
  const output = disarmOutput(raw, { GITHUB_ACTIONS: "true" });
  output.write("::error::a");
  writeCommands(output, "::error::b");
  expect(written).toEqual([String.raw`\x3a:error::a`, "::error::b"]);
  expect(disarmOutput(raw, {})).toBe(raw);
});
