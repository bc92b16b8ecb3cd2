/** The in-process driver keeps the contract of a child process. */
import { expect, test } from "vitest";
import type { ChatJob } from "../shape/protocol.ts";
import { createInProcessDriver } from "./create-in-process-driver.ts";
import type { InProcessClient, InProcessContext, InProcessResult } from "../shape/in-process-client.ts";

const READY: InProcessClient["ready"] = { client: { name: "model", version: "1" }, capabilities: ["chat.stream"] };

function job(id: string, attempt = 1): ChatJob {
  return {
    type: "job",
    id,
    attempt,
    op: "chat.stream",
    base_url: "http://x/v1",
    api_key: "k",
    deadline_ms: 5_000,
    request: { model: "m", stream: true, messages: [] },
    options: { max_retries: 0, timeouts_ms: { connect: null, first_byte: null, idle: null } },
    abort: null,
  };
}

function driverOf(run: InProcessClient["run"], request?: typeof fetch): ReturnType<typeof createInProcessDriver> {
  return createInProcessDriver({ ready: READY, run }, request === undefined ? {} : { fetch: request });
}

test("ready is filled by the protocol's defaults, and checked", () => {
  const driver = driverOf(async () => ({ outcome: "completed" }));
  expect(driver.ready).toMatchObject({ protocol: 1, profiles: ["core"], max_in_flight: 1, error_map: {} });
  const wrong = { ...READY, max_in_flight: 0 };
  expect(() => createInProcessDriver({ ready: wrong, run: async () => ({ outcome: "completed" }) })).toThrow(
    expect.objectContaining({ code: "ADAPTER_PROTOCOL", detail: expect.stringContaining("max_in_flight") }),
  );
});

test("a result comes back as through a pipe: id and attempt set, undefined members gone, nothing shared", async () => {
  const chunks: unknown[] = [{ a: undefined, b: 1 }];
  const driver = driverOf(async () => ({ outcome: "completed", chunks }));
  const answer = await driver.submit(job("j1", 2));
  chunks.push("later");
  expect(answer).toMatchObject({ kind: "result", result: { type: "result", id: "j1", attempt: 2, errors: [] } });
  if (answer.kind === "result") expect(JSON.stringify(answer.result.chunks)).toBe('[{"b":1}]');
});

const own: typeof fetch = async () => new Response("own");

test("the client is given the fetch of the stage", async () => {
  let given: InProcessContext | null = null;
  const driver = driverOf(async (_job, context) => {
    given = context;
    return { outcome: "completed", chunks: [await (await context.fetch("http://x")).text()] };
  }, own);
  expect(await driver.submit(job("j1"))).toMatchObject({ result: { chunks: ["own"] } });
  expect(given).toMatchObject({ fetch: own });
});

test.each<[string, InProcessClient["run"]]>([
  ["a rejection", () => Promise.reject(new TypeError("x is \u001b[31mundefined"))],
  [
    "a throw",
    () => {
      throw new TypeError("x is \u001b[31mundefined");
    },
  ],
])("%s is a crash, its text harmless", async (_name, run) => {
  expect(await driverOf(run).submit(job("j1"))).toMatchObject({
    kind: "crash",
    detail: "it threw TypeError: x is \\x1b[31mundefined",
    stderrTail: expect.stringContaining("create-in-process-driver.test.ts"),
  });
});

/** An error with a member that is no text, or that throws when it is read. */
function oddError(name: string, member: PropertyDescriptor): Error {
  return Object.defineProperty(new Error("m"), name, member);
}

const throwing = (): never => {
  throw new Error("asked");
};

test.each<[string, unknown]>([
  ["an object without a prototype", Object.create(null)],
  ["a symbol", Symbol("s")],
  ["an object whose text throws", { toString: throwing }],
  ["an error named by a symbol", oddError("name", { value: Symbol("n") })],
  ["an error whose message throws", oddError("message", { get: throwing })],
  ["an error whose stack is a number", oddError("stack", { value: 5 })],
  ["undefined", undefined],
])("%s that is thrown is a crash, and ours goes on", async (_name, thrown) => {
  const answer = await driverOf(() => Promise.reject(thrown)).submit(job("j1"));
  expect(answer).toMatchObject({ kind: "crash", detail: expect.stringMatching(/^it threw /) });
});

/** A message whose tool calls are all wrong. */
function manyWrong(count: number): unknown {
  return { choices: [{ tool_calls: Array.from({ length: count }, () => 0) }] };
}

/** A list that holds a list that holds … */
function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < depth; level += 1) value = [value];
  return value;
}

test.each<[string, unknown, string]>([
  ["a result that cannot be looked into", new Proxy({}, { ownKeys: throwing }), "it threw Error: asked"],
  ["what is nested too deep", { outcome: "failed", errors: [{ cause: nested(1_000) }] }, "nested 1003 deep"],
  ["more problems than can be listed", { outcome: "completed", message: manyWrong(150_000) }, "too many problems"],
  ["a wrong outcome", { outcome: "fine" }, 'outcome: "fine"'],
  ["a wrong member", { outcome: "completed", chunks: 3 }, "chunks: "],
  ["nothing", undefined, "outcome: "],
  ["a value that JSON has no word for", { outcome: "completed", chunks: [1n] }, "BigInt"],
])("%s is an adapter error", async (_name, given, shows) => {
  const answer = await driverOf(async () => given as InProcessResult).submit(job("j1"));
  expect(answer).toMatchObject({ kind: "adapter_error", detail: expect.stringContaining(shows) });
});

test("abandon aborts the signal and answers at once; what comes later is nobody's", async () => {
  const finishes: (() => void)[] = [];
  const signals: AbortSignal[] = [];
  const driver = driverOf((_job, { signal }) => {
    signals.push(signal);
    const call = signals.length;
    return new Promise((resolve) => finishes.push(() => resolve({ outcome: "completed", chunks: [call] })));
  });
  const first = driver.submit(job("j1"));
  expect(await driver.abandon("j1")).toBeNull();
  expect(await first).toEqual({ kind: "abandoned" });
  expect(signals[0]?.aborted).toBe(true);
  const second = driver.submit(job("j1"));
  for (const finish of finishes) finish();
  expect(await second).toMatchObject({ kind: "result", result: { chunks: [2] } });
  expect(await driver.abandon("j1")).toBeNull();
  expect(driver.generation()).toBe(1);
});

test("close gives up what is in flight and takes nothing more", async () => {
  const driver = driverOf(() => new Promise(() => {}));
  const held = driver.submit(job("j1"));
  expect((await driver.submit(job("j1"))).kind).toBe("adapter_error");
  await driver.close();
  expect(await held).toEqual({ kind: "abandoned" });
  expect((await driver.submit(job("j2"))).kind).toBe("adapter_error");
  expect(driver.takePollution()).toEqual([]);
});

test("progress reaches who submitted the job, until it is answered", async () => {
  const kept: InProcessContext["progress"][] = [];
  const driver = driverOf(async (_job, { progress }) => {
    kept.push(progress);
    progress(1);
    progress(2);
    return { outcome: "completed" };
  });
  const told: number[] = [];
  await driver.submit(job("j1"), (chunks) => told.push(chunks));
  kept[0]?.(3);
  expect(told).toEqual([1, 2]);
});
