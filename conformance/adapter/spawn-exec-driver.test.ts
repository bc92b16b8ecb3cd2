/** The exec driver against one-shots: a Node script that goes wrong as told, a line of shell, a few lines of Python. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { ToolkitError } from "../../src/base/index.ts";
import type { Driver } from "../shape/driver.ts";
import type { ChatJob } from "../shape/protocol.ts";
import { spawnExecDriver, type ExecDriverOptions } from "./spawn-exec-driver.ts";

const opened: Driver[] = [];
const ONE_SHOT = [process.execPath, fileURLToPath(new URL("misbehaving/one-shot.mjs", import.meta.url))];

async function drive(options: Partial<ExecDriverOptions> = {}): Promise<Driver> {
  const driver = await spawnExecDriver({ command: ONE_SHOT, ...options });
  opened.push(driver);
  return driver;
}

function job(id: string, model = "m", attempt = 1): ChatJob {
  return {
    type: "job",
    id,
    attempt,
    op: "chat.stream",
    base_url: "http://127.0.0.1:9/a/t/v1",
    api_key: "sk-test",
    deadline_ms: 5_000,
    request: { model, stream: true, messages: [{ role: "user", content: "hi" }] },
    options: { max_retries: 0, timeouts_ms: { connect: null, first_byte: null, idle: null } },
    abort: null,
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

afterEach(async () => {
  for (const driver of opened.splice(0)) await driver.close();
});

describe("a job, a process", () => {
  test("hello and the job go in, the result comes out; every job has a process of its own", async () => {
    const driver = await drive();
    expect(driver.ready.client.name).toBe("misbehaving");
    const answers = await Promise.all([driver.submit(job("j1")), driver.submit(job("j2", "m", 2))]);
    const chunks = answers.map((answer) => (answer.kind === "result" ? answer.result.chunks?.[0] : answer));
    expect(chunks[0]).toMatchObject({ types: ["hello", "job"] });
    expect(chunks[1]).toMatchObject({ types: ["hello", "job"] });
    expect(chunks[0]).not.toEqual(chunks[1]);
    expect(answers[1]).toMatchObject({ kind: "result", result: { id: "j2", attempt: 2 } });
    expect(driver.generation()).toBe(1);
    expect(driver.takePollution()).toEqual([]);
  });

  test("a long-lived adapter needs no change: the end of its input is its end", async () => {
    const command = [process.execPath, fileURLToPath(new URL("misbehaving/answers-well.mjs", import.meta.url))];
    const driver = await drive({ command });
    expect((await driver.submit(job("j1"))).kind).toBe("result");
    expect(driver.takePollution()).toEqual([]);
  });

  test("noise, a second result and other claims are told", async () => {
    const driver = await drive();
    expect((await driver.submit(job("j1", "noise"))).kind).toBe("result");
    expect((await driver.submit(job("j2", "twice"))).kind).toBe("result");
    expect((await driver.submit(job("j3", "other-claims"))).kind).toBe("result");
    await driver.close();
    expect([...driver.takePollution()].sort()).toEqual([
      '"loading plugins"',
      'adapter: a duplicate or late result for job "j2"',
      "adapter: a later process claims another capabilities in its ready line",
    ]);
  });
});

describe("what goes wrong", () => {
  test("an end without a result is a crash, with its exit code and standard error", async () => {
    const driver = await drive();
    expect(await driver.submit(job("j1", "no-result"))).toMatchObject({
      kind: "crash",
      detail: "it ended with exit code 0 without a result",
    });
    const died = await driver.submit(job("j2", "silent-death"));
    expect(died).toMatchObject({ kind: "crash", detail: expect.stringContaining("exit code 3") });
    expect(died).toMatchObject({ detail: expect.stringContaining("out of luck") });
    expect((await driver.submit(job("j3"))).kind).toBe("result");
  });

  test("half a line and a wrong shape are adapter errors", async () => {
    const driver = await drive();
    expect(await driver.submit(job("j1", "half-line"))).toMatchObject({
      kind: "adapter_error",
      detail: expect.stringContaining("in the middle of a line"),
    });
    expect(await driver.submit(job("j2", "wrong-shape"))).toMatchObject({
      kind: "adapter_error",
      detail: expect.stringContaining("outcome"),
    });
  });

  test("abandon ends the group of that job alone, and keeps what it says at its end", async () => {
    const driver = await drive();
    const given = driver.submit(job("j1", "hang"));
    const other = await driver.submit(job("j2"));
    expect(other.kind).toBe("result");
    const late = await driver.abandon("j1");
    expect(await given).toEqual({ kind: "abandoned" });
    // The process may be ended before its handler stands; what it says then is nothing, never something else.
    if (late !== null) expect(late).toMatchObject({ id: "j1", chunks: ["partial"] });
    expect(await driver.abandon("j1")).toBeNull();
  });

  test("a process that does not end after its result is ended, and told of once", async () => {
    const driver = await drive({ lingerMs: 50 });
    const pids: number[] = [];
    for (const id of ["j1", "j2"]) {
      const answer = await driver.submit(job(id, "lingers"));
      if (answer.kind !== "result") throw new Error(answer.kind);
      const [chunk] = (answer.result.chunks ?? []) as readonly { readonly pid: number }[];
      pids.push(chunk?.pid ?? 0);
    }
    await driver.close();
    expect(pids.every((pid) => pid > 0 && !isAlive(pid))).toBe(true);
    expect(driver.takePollution()).toEqual([expect.stringContaining("did not end within 50 ms")]);
    expect((await driver.submit(job("j3"))).kind).toBe("adapter_error");
  });

  test("close answers what is still in flight", async () => {
    const driver = await drive();
    const given = driver.submit(job("j1", "hang"));
    await driver.close();
    expect(await given).toEqual({ kind: "abandoned" });
  });

  test("a command that is not there, and one that is never ready", async () => {
    await expect(drive({ command: ["/no/such/adapter"] })).rejects.toMatchObject({ code: "ADAPTER_START" });
    const mute = [process.execPath, "-e", "setInterval(() => {}, 1000)"];
    await expect(drive({ command: mute, startupMs: 300 })).rejects.toMatchObject({ code: "ADAPTER_NOT_READY" });
    await expect(drive({ command: mute, startupMs: 300 })).rejects.toBeInstanceOf(ToolkitError);
  });
});

const READY_LINE = `{"type":"ready","protocol":1,"client":{"name":"one-shot","version":"1"},"capabilities":["chat.stream"]}`;

test.skipIf(process.platform === "win32")("a shell script of five lines is an adapter", async () => {
  const script = `read -r hello; echo '${READY_LINE}'; read -r job || exit 0
id=\${job#*'"id":"'}; id=\${id%%'"'*}
printf '{"type":"result","id":"%s","outcome":"failed","errors":[]}\\n' "$id"`;
  const driver = await drive({ command: ["/bin/sh", "-c", script] });
  expect(await driver.submit(job("j1"))).toMatchObject({ kind: "result", result: { id: "j1", outcome: "failed" } });
  expect(driver.takePollution()).toEqual([]);
});

function hasPython(): boolean {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    process.stdout.write("skipped: no one-shot in Python, for there is no python3 on the PATH\n");
    return false;
  }
}

test.skipIf(!hasPython())("a one-shot that reads everything before it says anything is an adapter", async () => {
  const script = `import json, sys
lines = [json.loads(line) for line in sys.stdin]
print('${READY_LINE}')
for job in lines[1:]: print(json.dumps({"type": "result", "id": job["id"], "outcome": "completed", "errors": []}))`;
  const driver = await drive({ command: ["python3", "-c", script] });
  expect(await driver.submit(job("j1"))).toMatchObject({ kind: "result", result: { outcome: "completed" } });
});
