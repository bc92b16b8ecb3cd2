/** Whole runs against adapters that misbehave, one fault each: what every case comes to, what is noted of the adapter. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { spawnStdioDriver, type StdioDriverOptions } from "../adapter/index.ts";
import { livingProcesses } from "../adapter/testing/living-processes.ts";
import { exitCode } from "../judge/index.ts";
import { startHttpStage } from "../server/index.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { buildReport } from "./build-report.ts";
import { runCatalogue, type RunOptions } from "./run-catalogue.ts";
import { HANDFUL } from "./testing/handful.ts";

const FOLDER = mkdtempSync(path.join(tmpdir(), "misbehaving-"));
// None of these may reach an adapter.
const KEPT_FROM_ADAPTERS = {
  HTTP_PROXY: "http://127.0.0.1:1",
  https_proxy: "http://127.0.0.1:1",
  ALL_PROXY: "http://127.0.0.1:1",
  NODE_USE_ENV_PROXY: "1",
  OPENAI_API_KEY: "sk-real",
  OPENAI_BASE_URL: "https://api.openai.com/v1",
  OPENROUTER_API_KEY: "sk-or-real",
  GITHUB_TOKEN: "ghp_real",
};

beforeAll(() => void Object.assign(process.env, KEPT_FROM_ADAPTERS));
afterAll(() => {
  for (const name of Object.keys(KEPT_FROM_ADAPTERS)) delete process.env[name];
  rmSync(FOLDER, { recursive: true, force: true });
});

type Row = {
  readonly adapter: string;
  /** Statuses of the four cases; the second one is marked. */
  readonly due: string;
  readonly exit: 0 | 1 | 3;
  /** What the first case that did not pass says of itself. */
  readonly because?: RegExp;
  readonly stderr?: readonly string[];
  readonly pollution?: readonly (string | RegExp)[];
  readonly jobs?: number;
  readonly clock?: Partial<NonNullable<RunOptions["clock"]>>;
  readonly driver?: Partial<StdioDriverOptions>;
  readonly also?: (verdicts: readonly CaseVerdict[]) => void;
};

const others = (marked: string): string => `pass ${marked} pass pass`;

const ROWS: readonly Row[] = [
  { adapter: "honest-client", due: others("pass"), exit: 0 },
  {
    adapter: "crashes-marked",
    due: others("crash"),
    exit: 1,
    because: /crashed on this job: it ended with exit code 3; its standard error ends: ".*index out of range/,
    stderr: ["loading", "panic: \\x1b[31mindex out of range\\x1b[0m, key sk-[redacted]"],
  },
  {
    adapter: "crashes-once",
    due: others("flaky"),
    exit: 0,
    jobs: 1,
    because: /crashed on this job \(it ended with exit code 3\) and did not crash when it ran again alone/,
  },
  { adapter: "crashes-unexplained", due: "flaky flaky flaky flaky", exit: 0, because: /did not crash/ },
  {
    adapter: "hangs-marked",
    due: others("timeout"),
    exit: 1,
    clock: { deadlineMs: 800 },
    because: /no result within \d+ ms; its standard error ends: "waiting for more"/,
    stderr: ["waiting for more"],
  },
  {
    adapter: "answers-the-cancel",
    due: others("timeout"),
    exit: 1,
    clock: { deadlineMs: 800 },
    driver: { abandonGraceMs: 2_000 },
    because: /after the cancel the adapter answered failed/,
    pollution: [/^adapter: a duplicate or late result for job "j/],
    also: (verdicts) => expect(verdicts[1]?.evidence?.outcome).toBe("failed"),
  },
  {
    adapter: "talks-too-much",
    due: others("pass"),
    exit: 0,
    jobs: 1,
    pollution: [
      'adapter: a result for an unknown job, "early"',
      ...Array.from({ length: 5 }, () => [
        'adapter: a result for an unknown job, "nobody\\x1b[2J"',
        /^adapter: a result for attempt 2 of job "j\w+", which is at attempt 1$/,
        "adapter: a second ready line",
        /^adapter: a duplicate or late result for job "j\w+"$/,
      ])
        .flat()
        .slice(0, 19),
      "… and 1 more lines",
    ],
  },
  {
    adapter: "other-attempt",
    due: others("timeout"),
    exit: 1,
    clock: { deadlineMs: 800 },
    pollution: [/^adapter: a result for attempt 8 of job "j\w+", which is at attempt 1$/],
  },
  {
    adapter: "half-line",
    due: others("adapter_error"),
    exit: 3,
    because: /exit code 0 in the middle of a line: "\{\\"type\\":\\"result\\"/,
  },
  {
    // The answers of the others stand behind it in the pipe.
    adapter: "long-line",
    due: others("adapter_error"),
    exit: 3,
    clock: { deadlineMs: 25_000 },
    because: /longer than 67108864 bytes/,
  },
  {
    adapter: "wrong-parts-marked",
    due: others("adapter_error"),
    exit: 3,
    because: /its result is invalid: it lists more than 100000 things/,
  },
  {
    adapter: "deep-marked",
    due: others("adapter_error"),
    exit: 3,
    because: /it is nested 10003 deep, more than 200/,
  },
  { adapter: "latin-1", due: others("adapter_error"), exit: 3, because: /not valid UTF-8/ },
  {
    adapter: "other-json",
    due: others("pass"),
    exit: 0,
    pollution: ['"[{\\"type\\":\\"result\\"}]"', '"\\"result\\""', '"42"', '"null"', '"{\\"type\\":[\\"ready\\"]}"'],
  },
  { adapter: "leaves-a-child", due: others("crash"), exit: 1, because: /exit code 5/ },
  { adapter: "ignores-term", due: others("timeout"), exit: 1, clock: { deadlineMs: 800 } },
  {
    adapter: "closes-output",
    due: others("crash"),
    exit: 1,
    because: /it closed its standard output, then it was ended by SIGTERM/,
  },
  { adapter: "closes-input-marked", due: "pass pass flaky pass", exit: 0, jobs: 1 },
  {
    adapter: "exits-when-ready",
    due: "adapter_error not_run not_run not_run",
    exit: 3,
    because: /it could not be started again: 3 processes in a row answered no job/,
  },
  {
    adapter: "never-reads",
    due: "adapter_error adapter_error adapter_error adapter_error",
    exit: 3,
    clock: { startMs: 300 },
    because: /no request came within 300 ms/,
  },
  {
    adapter: "noise-before-json",
    due: others("timeout"),
    exit: 1,
    jobs: 1,
    clock: { deadlineMs: 800 },
    pollution: [/^"INFO answering: \{\\"type\\":\\"result\\"/],
  },
  {
    adapter: "paints",
    due: others("pass"),
    exit: 0,
    pollution: ['"\\x1b]0;owned\\x07\\x1b[2Jdone\\u202e"'],
  },
  { adapter: "endless-progress", due: others("pass"), exit: 0 },
  {
    adapter: "floods",
    due: others("pass"),
    exit: 0,
    pollution: [
      ...Array.from({ length: 20 }, () => '"noise noise noise"'),
      'adapter: a result for an unknown job, "nobody"',
      "… and 99980 more lines",
    ],
  },
  {
    adapter: "fails-restart",
    due: "pass adapter_error not_run not_run",
    exit: 3,
    jobs: 1,
    driver: { startupMs: 1_000 },
    because: /could not be started again: .*the last: no ready line came within 1000 ms/,
    stderr: ["port 8080 is taken"],
    also: (verdicts) =>
      expect(verdicts[3]?.because).toMatch(/^no adapter is left to run it: .*no ready line came within 1000 ms$/),
  },
  {
    // Its second start alone takes longer than a job may take to make its request.
    adapter: "starts-slower",
    due: others("flaky"),
    exit: 0,
    jobs: 1,
    clock: { startMs: 1_000 },
  },
  {
    adapter: "crashes-once",
    due: "pass adapter_error not_run not_run",
    exit: 3,
    jobs: 1,
    driver: { restartsMax: 0 },
    because: /it was started again 0 times; it is not tried again/,
  },
  {
    adapter: "makes-no-request",
    due: others("adapter_error"),
    exit: 3,
    clock: { startMs: 1_000 },
    because: /no request came within 1000 ms of the job/,
  },
  {
    adapter: "thousand-requests",
    due: others("fail"),
    exit: 1,
    clock: { deadlineMs: 20_000 },
    pollution: ['"refused 1000"'],
    also: (verdicts) =>
      expect(verdicts[1]?.findings).toEqual([
        { code: "retry.after_output", severity: "fail", path: "server.requests", expected: 1, actual: 32 },
      ]),
  },
  {
    adapter: "changes-claims",
    due: others("flaky"),
    exit: 0,
    jobs: 1,
    pollution: ["adapter: started again it declares another capabilities, profiles; its first ready line is held to"],
  },
];

/** Notes that come or stay out as one of two processes is quicker: their rows hold everything else exactly. */
const TIMED = /^… and \d+ more lines$|^adapter: it ended with exit code 0 between jobs$/;

async function run(row: Row, marker: string) {
  const script = fileURLToPath(new URL(`../adapter/misbehaving/${row.adapter}.mjs`, import.meta.url));
  const command = [process.execPath, script, marker];
  const stage = await startHttpStage({});
  const driver = await spawnStdioDriver({ command, abandonGraceMs: 100, closeMs: 1_000, ...row.driver });
  try {
    const outcome = await runCatalogue({
      cases: HANDFUL,
      driver,
      stage,
      variants: "none",
      skipCalibration: true,
      jobs: row.jobs ?? 4,
      clock: { deadlineMs: 15_000, startMs: 15_000, ...row.clock },
    });
    return { outcome, ready: driver.ready, command };
  } finally {
    await driver.close();
    await stage.close();
  }
}

describe("an adapter misbehaves, and every case still comes to what is its own", () => {
  test.concurrent.for(ROWS.map((row, index) => ({ ...row, index })))("$adapter: $due", async (row, { expect }) => {
    const marker = path.join(FOLDER, `${row.index}-starts`);
    const { outcome, ready, command } = await run(row, marker);
    const { verdicts, pollution } = outcome;
    const statuses = verdicts.map((verdict) => verdict.status).join(" ");
    expect(statuses, verdicts.map((verdict) => verdict.because).join("\n")).toBe(row.due);
    const told = verdicts.find((verdict) => verdict.status !== "pass");
    if (row.because !== undefined) expect(told?.because).toMatch(row.because);
    expect(told?.evidence?.stderr).toEqual(row.stderr);
    const due = (row.pollution ?? []).filter((line) => typeof line !== "string" || !TIMED.test(line));
    expect(pollution.filter((line) => !TIMED.test(line))).toEqual(
      due.map((line) => (typeof line === "string" ? line : expect.stringMatching(line))),
    );
    row.also?.(verdicts);
    const report = buildReport({
      toolVersion: "0",
      suite: { cases: HANDFUL.length, sha256: "" },
      ready,
      profiles: outcome.profiles,
      command,
      delivery: { mode: "pause", gap_ms: 0 },
      complete: outcome.complete,
      gateLevel: "must",
      pollution,
      verdicts,
    });
    expect(exitCode({ report })).toBe(row.exit);
    expect(livingProcesses(marker)).toEqual([]);
  });
});

test("an adapter that fails its calibration is told with the end of its standard error", async () => {
  const script = fileURLToPath(new URL("../adapter/misbehaving/panics.mjs", import.meta.url));
  const stage = await startHttpStage({});
  const driver = await spawnStdioDriver({ command: [process.execPath, script] });
  try {
    await expect(runCatalogue({ cases: HANDFUL, driver, stage })).rejects.toMatchObject({
      code: "ADAPTER_CALIBRATION",
      detail: expect.stringMatching(
        /^calibration\/text: the adapter crashed on this job: it ended with exit code 1; the end of its standard error:\n {4}Traceback:\n {6}no module named client$/,
      ),
    });
  } finally {
    await driver.close();
    await stage.close();
  }
});
