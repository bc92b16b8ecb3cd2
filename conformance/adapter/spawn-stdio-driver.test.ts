/** The stdio driver against adapters that misbehave, each a Node script of its own. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { ToolkitError } from "../../src/base/index.ts";
import type { Driver } from "../shape/driver.ts";
import type { ChatJob } from "../shape/protocol.ts";
import { spawnStdioDriver, type StdioDriverOptions } from "./spawn-stdio-driver.ts";

const opened: Driver[] = [];

function commandOf(script: string, ...args: readonly string[]): readonly string[] {
  return [process.execPath, fileURLToPath(new URL(`misbehaving/${script}.mjs`, import.meta.url)), ...args];
}

async function drive(script: string, options: Partial<StdioDriverOptions> = {}): Promise<Driver> {
  const driver = await spawnStdioDriver({ command: commandOf(script), closeMs: 1_000, ...options });
  opened.push(driver);
  return driver;
}

/** The model's name tells a misbehaving adapter what to do. */
function job(id: string, model = "m", attempt = 1): ChatJob {
  return {
    type: "job",
    id,
    attempt,
    op: "chat.stream",
    base_url: "http://127.0.0.1:9/a/t/v1",
    api_key: "sk-test",
    deadline_ms: 5_000,
    request: { model, stream: true, messages: [{ role: "user", content: "h\u00e9 \u2028 \ud83d\ude42" }] },
    options: { max_retries: 0, timeouts_ms: { connect: null, first_byte: null, idle: null } },
    abort: null,
  };
}

async function refusal(command: readonly string[], options: Partial<StdioDriverOptions> = {}): Promise<ToolkitError> {
  try {
    opened.push(await spawnStdioDriver({ command, ...options }));
  } catch (error) {
    if (error instanceof ToolkitError) return error;
    throw error;
  }
  throw new Error("it started");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that is dead and waits for init to collect it is not alive.
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

afterEach(async () => {
  for (const driver of opened.splice(0)) await driver.close();
});

describe("start", () => {
  test("a command that is not there cannot be started", async () => {
    const error = await refusal(["/no/such/adapter"]);
    expect(error.code).toBe("ADAPTER_START");
    expect(error.detail).toContain("ENOENT");
    expect((await refusal([])).code).toBe("COMMAND_MISSING");
  });

  test("a folder that is not there is named", async () => {
    const error = await refusal(commandOf("answers-well"), { cwd: "/no/such/folder" });
    expect(error.code).toBe("ADAPTER_START");
    expect(error.detail).toContain("/no/such/folder");
  });

  test("an early exit shows its code and the last lines of standard error", async () => {
    const error = await refusal(commandOf("exits-early"));
    expect(error.code).toBe("ADAPTER_START");
    expect(error.detail).toContain("exit code 7");
    expect(error.detail).toContain("cannot find module 'left-pad'");
  });

  test("an adapter that is never ready is given up, its escapes neutralised", async () => {
    const error = await refusal(commandOf("never-ready"), { startupMs: 400 });
    expect(error.code).toBe("ADAPTER_NOT_READY");
    expect(error.detail).toContain("400 ms");
    expect(error.detail).toContain("\\x1b[31mstill loading");
    expect(error.detail).not.toContain("\u001b");
  });

  test.each([
    ["a line", "Usage: client --stdio\nmore", "Usage: client --stdio"],
    ["half a line", '{"type":"rea', String.raw`{\"type\":\"rea`],
  ])("%s on standard output where the ready line was due is quoted", async (_what, written, quoted) => {
    const script = `process.stdout.write(${JSON.stringify(written)}, () => process.exit(2))`;
    const error = await refusal([process.execPath, "-e", script]);
    expect(error.code).toBe("ADAPTER_START");
    expect(error.detail).toContain(`its standard output said "${quoted}"`);
  });

  test("another version of the protocol is refused", async () => {
    const error = await refusal(commandOf("wrong-protocol"));
    expect(error.code).toBe("ADAPTER_PROTOCOL");
    expect(error.detail).toContain("protocol 2, not 1");
  });

  test("an unknown capability is named", async () => {
    const error = await refusal(commandOf("unknown-capability"));
    expect(error.code).toBe("ADAPTER_PROTOCOL");
    expect(error.detail).toContain('capabilities[1]: "report.mood" is not in the closed list');
  });
});

describe("lines", () => {
  test("a job goes out and its result comes back; the environment holds no proxy and no key", async () => {
    process.env["HTTP_PROXY"] = "http://127.0.0.1:1";
    process.env["OPENAI_API_KEY"] = "sk-real";
    process.env["ADAPTER_TEST_PASSED"] = "yes";
    try {
      const driver = await drive("answers-well", { passEnv: ["ADAPTER_TEST_PASSED", "ADAPTER_TEST_UNSET"] });
      const answer = await driver.submit(job("j1"));
      if (answer.kind !== "result") throw new Error(answer.kind);
      const [chunk] = answer.result.chunks ?? [];
      expect(chunk).toMatchObject({
        echo: job("j1"),
        env: { TZ: "UTC", NO_PROXY: "127.0.0.1,localhost", ADAPTER_TEST_PASSED: "yes" },
      });
      expect(chunk).not.toHaveProperty("env.HTTP_PROXY");
      expect(chunk).not.toHaveProperty("env.OPENAI_API_KEY");
      expect(driver.takePollution()).toEqual([]);
    } finally {
      for (const name of ["HTTP_PROXY", "OPENAI_API_KEY", "ADAPTER_TEST_PASSED"]) delete process.env[name];
    }
  });

  test("CRLF, empty lines, U+2028 inside JSON, a code point cut by two writes: one result", async () => {
    const driver = await drive("odd-lines");
    const answer = await driver.submit(job("j1"));
    expect(answer).toMatchObject({
      kind: "result",
      result: { chunks: [{ text: "a\u2028b\u0085c\u2029d\fe é 漢 🙂" }] },
    });
    expect(driver.takePollution()).toEqual([]);
  });

  test("what is no protocol message is quoted, bounded, counted, and harmless", async () => {
    const driver = await drive("noisy");
    expect(driver.takePollution()).toEqual(['"welcome to the noisy client"', '"[1, 2]"', '"{\\"type\\":\\"log\\"}"']);
    expect((await driver.submit(job("j1"))).kind).toBe("result");
    const lines = driver.takePollution();
    expect(lines).toHaveLength(21);
    expect(lines[0]).toBe('"\\x1b]0;title\\x07\\x1b[2J\\x9b31m \\"quoted\\" \\u202eevil"');
    expect(lines[1]?.length).toBeLessThan(500);
    expect(lines.at(-1)).toBe("… and 21 more lines");
    expect(driver.takePollution()).toEqual([]);
  });

  test("a second result, one of an unknown job, one of another attempt are notes and answer nothing", async () => {
    const driver = await drive("odd-results");
    expect(await driver.submit(job("j1", "duplicate"))).toMatchObject({
      kind: "result",
      result: { chunks: ["first"] },
    });
    expect(await driver.submit(job("j2", "unknown"))).toMatchObject({ kind: "result", result: { id: "j2" } });
    expect(await driver.submit(job("j3", "other-attempt", 2))).toMatchObject({
      kind: "result",
      result: { attempt: 2 },
    });
    expect(await driver.submit(job("j4", "no-attempt", 3))).toMatchObject({ kind: "result", result: { attempt: 3 } });
    expect(driver.takePollution()).toEqual([
      'adapter: a duplicate or late result for job "j1"',
      'adapter: a result for an unknown job, "nobody\\x1b[0m"',
      "adapter: a second ready line",
      'adapter: a result for attempt 3 of job "j3", which is at attempt 2',
    ]);
  });

  test("a result of a wrong shape is an adapter error with the place, on that job alone", async () => {
    const driver = await drive("odd-results");
    const held = driver.submit(job("held", "hold"));
    const wrong = await driver.submit(job("j1", "wrong-shape"));
    expect(wrong).toMatchObject({ kind: "adapter_error", detail: expect.stringContaining("chunks: ") });
    expect(wrong).toMatchObject({ detail: expect.stringContaining('errors[0].surface: "shout"') });
    expect(await driver.submit(job("j2", "not-utf8"))).toMatchObject({
      kind: "adapter_error",
      detail: expect.stringContaining("UTF-8"),
    });
    expect((await driver.submit(job("j3"))).kind).toBe("result");
    await driver.close();
    expect(await held).toEqual({ kind: "abandoned" });
  });

  test("a result that names no job is held against the only one in flight", async () => {
    const driver = await drive("odd-results");
    expect(await driver.submit(job("j1", "no-id"))).toMatchObject({
      kind: "adapter_error",
      detail: expect.stringContaining("id: "),
    });
  });

  test("a line past the limit is an adapter error on the job it names, else on all in flight", async () => {
    const driver = await drive("odd-results", { limits: { adapterLineBytesMax: 50_000 } });
    const held = driver.submit(job("held", "hold"));
    const long = await driver.submit(job("j1", "too-long"));
    expect(long).toMatchObject({ kind: "adapter_error", detail: expect.stringContaining("50000 bytes") });
    expect((await driver.submit(job("j2"))).kind).toBe("result");
    expect((await driver.submit(job("j3", "too-long-unnamed"))).kind).toBe("adapter_error");
    expect((await held).kind).toBe("adapter_error");
    expect((await driver.submit(job("j4"))).kind).toBe("result");
    expect(driver.generation()).toBe(1);
  });
});

describe("crash", () => {
  test("each job in flight is told of the exit, with standard error; the next job runs in a fresh process", async () => {
    const driver = await drive("dies-at-job");
    const held = driver.submit(job("held", "hold"));
    const died = await driver.submit(job("j1", "exit"));
    expect(died).toMatchObject({ kind: "crash", detail: "it ended with exit code 3" });
    expect(died).toMatchObject({ stderrTail: "held 1\npanic: \\x1b[1mout of luck\n" });
    expect(await held).toMatchObject({ kind: "crash", process: 1 });
    expect(await held).not.toHaveProperty("collateral");
    expect(driver.generation()).toBe(2);
    expect((await driver.submit(job("j2"))).kind).toBe("result");
    expect(driver.generation()).toBe(2);
  });

  test.runIf(process.platform !== "win32")("an end by a signal is told as one", async () => {
    const driver = await drive("dies-at-job");
    expect(await driver.submit(job("j1", "signal"))).toMatchObject({
      kind: "crash",
      detail: "it was ended by SIGKILL",
    });
  });

  test("half a line at the exit is an adapter error on its job, also where only the line feed is missing", async () => {
    const driver = await drive("dies-at-job");
    const held = driver.submit(job("held", "hold"));
    const half = await driver.submit(job("j1", "half-line"));
    expect(half).toMatchObject({ kind: "adapter_error", detail: expect.stringContaining("in the middle of a line") });
    expect((await held).kind).toBe("crash");
    expect((await driver.submit(job("j2", "unended-line"))).kind).toBe("adapter_error");
  });

  test("an adapter that closes its standard output can answer no more", async () => {
    const driver = await drive("dies-at-job");
    expect((await driver.submit(job("j1", "close-stdout"))).kind).toBe("crash");
    expect((await driver.submit(job("j2"))).kind).toBe("result");
  });

  test("a broken standard input does not crash us", async () => {
    const driver = await drive("closes-input", { abandonGraceMs: 10 });
    const answer = driver.submit(job("j1"));
    expect(await driver.abandon("j1")).toBeNull();
    expect(await answer).toEqual({ kind: "abandoned" });
  });

  test("restarts have a budget", async () => {
    const driver = await drive("dies-at-job", { restartsMax: 1 });
    expect((await driver.submit(job("j1", "exit"))).kind).toBe("crash");
    expect((await driver.submit(job("j2", "exit"))).kind).toBe("crash");
    expect(await driver.submit(job("j3"))).toMatchObject({
      kind: "adapter_error",
      detail: expect.stringContaining("started again 1 times"),
    });
  });

  test("a grandchild that holds the pipe goes with the group", async () => {
    const driver = await drive("forks-grandchild");
    const grandchild = Number(driver.ready.client["grandchild"]);
    expect(await driver.submit(job("j1"))).toMatchObject({ kind: "crash", detail: "it ended with exit code 5" });
    await expect.poll(() => isAlive(grandchild), { timeout: 5_000 }).toBe(false);
  });

  test("a grandchild that left the group cannot hold the answer back", async () => {
    const driver = await drive("forks-grandchild", { command: commandOf("forks-grandchild", "detached") });
    const grandchild = Number(driver.ready.client["grandchild"]);
    expect((await driver.submit(job("j1"))).kind).toBe("crash");
    expect(isAlive(grandchild)).toBe(true);
    process.kill(grandchild, "SIGKILL");
  });
});

describe("abandon", () => {
  test("a result that answers the cancel is kept as evidence; the others in flight are told", async () => {
    const driver = await drive("answers-cancel", { abandonGraceMs: 5_000 });
    const given = driver.submit(job("j1"));
    const other = driver.submit(job("j2"));
    expect(await driver.abandon("j1")).toMatchObject({ id: "j1", outcome: "failed", chunks: ["partial"] });
    expect(await given).toEqual({ kind: "abandoned" });
    expect(await other).toMatchObject({
      kind: "crash",
      detail: expect.stringContaining("j1 ran past its deadline"),
      collateral: true,
    });
    expect(await driver.abandon("j1")).toBeNull();
  });

  test("an adapter that ignores cancel and TERM is killed; the next job runs in another process", async () => {
    const driver = await drive("stubborn", { abandonGraceMs: 20, closeMs: 20 });
    const pid = Number(driver.ready.client["pid"]);
    const given = driver.submit(job("j1"));
    const [late, next] = await Promise.all([driver.abandon("j1"), driver.submit(job("j2", "answer"))]);
    expect(late).toBeNull();
    expect(await given).toEqual({ kind: "abandoned" });
    expect(isAlive(pid)).toBe(false);
    if (next.kind !== "result") throw new Error(next.kind);
    expect(next.result.chunks).not.toEqual([{ pid }]);
    expect(driver.generation()).toBe(2);
  });
});

describe("renew", () => {
  test("the next job has a process that no other job was given", async () => {
    const driver = await drive("answers-well");
    const pidOf = async (id: string): Promise<unknown> => {
      const answer = await driver.submit(job(id));
      if (answer.kind !== "result") throw new Error(answer.kind);
      const [chunk] = (answer.result.chunks ?? []) as readonly { readonly pid: number }[];
      return chunk?.pid;
    };
    const first = await pidOf("j1");
    expect(await pidOf("j2")).toBe(first);
    await driver.renew?.();
    expect(driver.generation()).toBe(2);
    await driver.prepare?.();
    expect(driver.generation()).toBe(2);
    expect(await pidOf("j3")).not.toBe(first);
    expect(driver.takePollution()).toEqual([]);
  });
});

describe("close", () => {
  test("a polite adapter is gone after bye, and no job is taken any more", async () => {
    const driver = await drive("answers-well", { closeMs: 10_000 });
    const answer = await driver.submit(job("j1"));
    if (answer.kind !== "result") throw new Error(answer.kind);
    const [chunk] = (answer.result.chunks ?? []) as readonly { readonly pid: number }[];
    const pid = chunk?.pid ?? 0;
    expect(pid).toBeGreaterThan(0);
    await driver.close();
    expect(isAlive(pid)).toBe(false);
    expect((await driver.submit(job("j2"))).kind).toBe("adapter_error");
    await driver.close();
  });

  test("a stubborn adapter is killed", async () => {
    const driver = await drive("stubborn", { closeMs: 20 });
    const pid = Number(driver.ready.client["pid"]);
    await driver.close();
    expect(isAlive(pid)).toBe(false);
  });
});

test("progress reaches who submitted the job, that of another job or attempt nobody", async () => {
  const driver = await drive("tells-progress");
  const told: number[] = [];
  const answer = await driver.submit(job("j1"), (chunks) => told.push(chunks));
  expect(answer.kind).toBe("result");
  expect(told).toEqual([1, 3]);
  expect(driver.takePollution()).toEqual([]);
});
