/** The doctor against adapters with one flaw each, and against right ones, over real pipes and sockets. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spawnExecDriver, spawnStdioDriver } from "../adapter/index.ts";
import { startHttpStage, type HttpStage } from "../server/index.ts";
import type { AdapterCheck } from "./adapter-check.ts";
import { examineAdapter } from "./examine-adapter.ts";

const SCRIPT = fileURLToPath(new URL("testing/flawed-adapter.mjs", import.meta.url));
const PYTHON_FOLDER = fileURLToPath(new URL("../adapters/python-stdlib", import.meta.url));
const BYE_MS = 400;

let stage: HttpStage;
beforeAll(async () => {
  stage = await startHttpStage({});
});
afterAll(async () => stage.close());

type Target = {
  readonly command: readonly string[];
  readonly cwd?: string;
  readonly mode?: "stdio" | "exec";
  readonly mutate?: boolean;
};

async function examine({ mode = "stdio", mutate = true, ...target }: Target): Promise<readonly AdapterCheck[]> {
  const driver = await (mode === "exec" ? spawnExecDriver : spawnStdioDriver)({
    ...target,
    closeMs: BYE_MS,
    startupMs: 10_000,
  });
  const clock = { deadlineMs: 3_000, startMs: 3_000 };
  return examineAdapter({ driver, stage, clock, byeMs: mode === "exec" ? null : BYE_MS, mutate });
}

const withFlaw = (flaw: string): Target => ({ command: [process.execPath, SCRIPT, flaw] });

function idsOf(checks: readonly AdapterCheck[], status: AdapterCheck["status"]): readonly string[] {
  return checks.filter((check) => check.status === status).map(({ id }) => id);
}

test("an adapter without a flaw passes every check", async () => {
  const checks = await examine(withFlaw("none"));
  expect(checks.filter(({ status }) => status !== "ok")).toEqual([]);
  expect(checks.length).toBeGreaterThan(25);
});

test("what it quotes of an adapter holds no secret", async () => {
  const secret = ["s3cr3t", "VALUE99xyz"].join("");
  const command = `process.stdout.write("api_key=${secret}\\n"); import(${JSON.stringify(SCRIPT)})`;
  const checks = await examine({ command: [process.execPath, "-e", command], mutate: false });
  expect(checks.find(({ id }) => id === "output")).toMatchObject({
    status: "wrong",
    detail: expect.stringContaining("api_key=[redacted]"),
  });
  expect(JSON.stringify(checks)).not.toContain(secret);
});

test("the same, a process a job: only `bye` is skipped", async () => {
  const checks = await examine({ ...withFlaw("none"), mode: "exec", mutate: false });
  expect(idsOf(checks, "wrong")).toEqual([]);
  expect(idsOf(checks, "skipped")).toEqual(["bye"]);
});

/** Each flaw with the checks that catch it: these and no others. */
const FLAWS: readonly (readonly [flaw: string, ...caughtBy: readonly string[]])[] = [
  ["trims-text", "text/outer-whitespace"],
  ["splits-lines", "text/line-separators", "text/line-ends"],
  ["cuts-long-text", "text/long"],
  ["stops-at-nul", "text/control-characters"],
  ["strips-beyond-bmp", "text/beyond-ascii"],
  ["reprints-arguments", "tool-call/large-integers"],
  ["outcome-from-text", "outcome/text-like-an-error"],
  ["completes-unknown-op", "job/unknown-op"],
  ["refuses-unknown-members", "job/unknown-members"],
  ["swaps-ids", "job/in-flight"],
  ["prints-noise", "output"],
  ["ignores-bye", "bye"],
  ["hard-codes-usage", "planted/usage-other", "planted/usage-absent"],
  ["drops-repeated-text", "planted/text-duplicated"],
  ["invents-stop", "planted/finish-absent"],
  ["first-call-only", "planted/tool-call-more"],
  ["swallows-errors", "planted/error-chunk"],
];

test.concurrent.each(FLAWS)("an adapter that %s is caught by name", async (flaw, ...caughtBy) => {
  const mutate = caughtBy.some((id) => id.startsWith("planted/"));
  const checks = await examine({ ...withFlaw(flaw), mutate });
  expect(idsOf(checks, "wrong")).toEqual(caughtBy);
  for (const check of checks) {
    if (check.status !== "wrong") continue;
    expect(check.detail).not.toBe("");
    expect(check.next).not.toBe("");
    // What is shown of odd characters is readable and harmless.
    expect(check.detail).toMatch(/^[\n -~…]*$/);
  }
});

test.each([
  ["none", []],
  ["drops-names", ["planted/event-named"]],
  ["drops-repeated", ["planted/event-duplicated"]],
] as const)("an adapter that only reads events, with the flaw %s", async (flaw, caughtBy) => {
  const script = fileURLToPath(new URL("testing/event-reader.mjs", import.meta.url));
  const checks = await examine({ command: [process.execPath, script, flaw] });
  expect(idsOf(checks, "wrong")).toEqual(caughtBy);
  expect(idsOf(checks, "skipped")).toEqual([]);
  expect(checks.length).toBeGreaterThan(15);
});

test("what a wrong calibration would only repeat is skipped for that reason", async () => {
  const command = [
    process.execPath,
    "-e",
    `
    require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      const { type, id } = JSON.parse(line);
      if (type === "bye") process.exit();
      console.log(JSON.stringify(type === "hello"
        ? { type: "ready", protocol: 1, client: { name: "mute", version: "1" }, capabilities: ["chat.stream", "report.chunks"] }
        : { type: "result", id, outcome: "completed", chunks: [] }));
    });`,
  ];
  const checks = await examine({ command });
  expect(idsOf(checks, "wrong")).toEqual(["calibration"]);
  expect(idsOf(checks, "ok")).toEqual(["bye", "output"]);
  expect(checks.find(({ id }) => id === "text/long")).toMatchObject({ because: "the calibration came out wrong" });
});

function hasPython(): boolean {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    process.stdout.write("skipped: python-stdlib is not examined, for there is no python3 on the PATH\n");
    return false;
  }
}

test.skipIf(!hasPython())("python-stdlib passes", async () => {
  const checks = await examine({ command: ["python3", "adapter.py"], cwd: PYTHON_FOLDER });
  expect(checks.filter(({ status }) => status === "wrong")).toEqual([]);
  expect(idsOf(checks, "skipped")).toEqual(["job/in-flight"]);
});
