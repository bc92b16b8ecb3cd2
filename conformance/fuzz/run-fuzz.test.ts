/** Fuzz runs against the right client and against flawed ones: what is found, how small it gets, what is only flaky. */
import { describe, expect, test } from "vitest";
import { createModelClient, FLAWED_CLIENTS, RIGHT_CLIENT } from "../models/index.ts";
import type { InProcessClient } from "../shape/in-process-client.ts";
import type { ChatDraw } from "./fuzz-draw.ts";
import type { FuzzFailure } from "./fuzz-outcome.ts";
import type { FuzzPropertyName } from "./fuzz-properties.ts";
import { fuzzInProcess, inRuns, SEED, type InProcessFuzz } from "./testing/fuzz-in-process.ts";

function flawed(id: string): InProcessClient {
  const found = FLAWED_CLIENTS.find((one) => one.id === id);
  if (found === undefined) throw new TypeError(`no flawed client is called ${id}`);
  return createModelClient(found.id, found.parts);
}

function chatOf(failure: FuzzFailure | undefined): ChatDraw {
  if (failure?.draw.op !== "chat.stream") throw new TypeError("no answer of a chat failed");
  return failure.draw;
}

/** The request is sent: a job without one would be the adapter's failure. */
const hangAfter: InProcessClient["run"] = async (job, context) => {
  await RIGHT_CLIENT.run(job, context);
  return new Promise(() => undefined);
};

type Expected = readonly [id: string, property: FuzzPropertyName, chunksMax: number, options: InProcessFuzz];

const EXPECTED: readonly Expected[] = [
  ["decodes-each-slice", "slicing", 3, { properties: ["slicing"] }],
  ["swallows-resets", "fault", 3, { properties: ["fault"] }],
  // Two choices: a finish each.
  ["concatenates-finish-reasons", "truth", 2, { dialect: "openai" }],
  ["posts-again-after-output", "one_request", 3, { properties: ["one_request"] }],
  // Its text after [DONE] is no must.
  ["reads-on-after-done", "framing", 3, { level: "should", properties: ["framing"] }],
  // Two calls take turns: they open together, take their arguments together, and finish.
  ["ignores-the-tool-index", "truth", 3, { dialect: "openai", properties: ["truth"] }],
];

describe("law: a flaw is found within 2,000 draws, and shown by a stream of a few chunks", () => {
  test.each(EXPECTED)("%s", { timeout: 30_000 }, async (id, property, chunksMax, options) => {
    const { failures, unsound, unjudged } = await fuzzInProcess(flawed(id), options);
    const [failure] = failures;
    expect(failures).toHaveLength(1);
    expect(failure?.property).toBe(property);
    expect(failure?.isComplete).toBe(true);
    expect(chatOf(failure).whole.chunks.length).toBeLessThanOrEqual(chunksMax);
    expect(failure?.draw.offsets.length).toBeLessThanOrEqual(1);
    expect(failure?.clientRuns).toBeLessThanOrEqual(400);
    expect([unsound, unjudged.count]).toEqual([0, 0]);
  });
});

test("law: the right client survives 1,200 draws of every dialect that it claims", { timeout: 60_000 }, async () => {
  const { failures, flaky, runs, unsound, unjudged, drawn } = await fuzzInProcess(RIGHT_CLIENT, {
    jobs: 8,
    runsMax: 1_200,
  });
  expect(failures.map(({ property, code }) => `${property} ${code}`)).toEqual([]);
  expect([flaky.length, runs, unsound, unjudged.count]).toEqual([0, 1_200, 0, 0]);
  expect(Object.values(drawn)).toEqual([400, 200, 200, 160, 40, 200]);
});

test("the smallest stream names the cut that matters, and its path draws it again", { timeout: 30_000 }, async () => {
  const client = flawed("decodes-each-slice");
  const { failures } = await fuzzInProcess(client, { properties: ["slicing"] });
  const [failure] = failures;
  expect(failure?.matters).toMatch(
    /^if bytes \d+\|\d+ arrive apart, (?:inside U\+[0-9A-F]{4,6}|before U\+FEFF inside the data)$/,
  );
  const { seed = 0, path = "" } = failure ?? {};
  const again = await fuzzInProcess(client, { properties: ["slicing"], seed, path });
  expect(again.runs).toBe(1);
  expect(again.failures[0]?.draw.bytes).toEqual(failure?.draw.bytes);
  expect(again.failures[0]?.draw.offsets).toEqual(failure?.draw.offsets);
  expect(again.failures[0]?.matters).toBe(failure?.matters);
});

test("a client that fails every other time is flaky, and no failure is held against it", async () => {
  const { message, ...silent } = { message: null, outcome: "completed" as const };
  const client = inRuns(
    RIGHT_CLIENT,
    (run) => run % 2 === 0,
    async () => ({ ...silent, message }),
  );
  const { failures, flaky, runs } = await fuzzInProcess(client, { runsMax: 60 });
  expect(failures).toEqual([]);
  expect(flaky.length).toBeGreaterThan(0);
  expect(flaky.every(({ isFlaky }) => isFlaky)).toBe(true);
  expect(runs).toBe(60);
});

test(
  "a client that hangs on every tenth job stops nothing: its hangs are told as flaky",
  { timeout: 30_000 },
  async () => {
    const client = inRuns(RIGHT_CLIENT, (run) => run % 10 === 0, hangAfter);
    const { failures, flaky, runs, isComplete } = await fuzzInProcess(client, { runsMax: 60, deadlineMs: 60 });
    expect([failures.length, runs, isComplete]).toEqual([0, 60, true]);
    expect(new Set(flaky.map(({ code }) => code))).toEqual(new Set(["timeout"]));
  },
);

test("a client that hangs for a reason is found out, and its hang made smaller", { timeout: 30_000 }, async () => {
  const client: InProcessClient = {
    ready: RIGHT_CLIENT.ready,
    run: async (job, context) => {
      const result = await RIGHT_CLIENT.run(job, context);
      const hangs = (result.message?.choices[0]?.tool_calls ?? []).length > 0;
      return hangs ? new Promise(() => undefined) : result;
    },
  };
  const { failures } = await fuzzInProcess(client, { properties: ["truth"], dialect: "openai", deadlineMs: 60 });
  expect(failures[0]?.code).toBe("timeout");
  expect(chatOf(failures[0]).whole.truth.message.choices[0]?.tool_calls).toMatchObject([{ arguments: "{}" }]);
});

test("a crash is a failure like others", { timeout: 30_000 }, async () => {
  const client: InProcessClient = {
    ready: RIGHT_CLIENT.ready,
    run: async (job, context) => {
      const result = await RIGHT_CLIENT.run(job, context);
      if (result.usage !== null) throw new RangeError("usage is more than this client can bear");
      return result;
    },
  };
  const { failures } = await fuzzInProcess(client, { properties: ["truth"], dialect: "openai" });
  expect(failures[0]?.code).toBe("crash");
  expect(chatOf(failures[0]).whole.truth.usage).toEqual({ prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 });
});

test("an interruption in mid-shrink keeps the smallest so far", { timeout: 30_000 }, async () => {
  const interruption = new AbortController();
  let shrinking = 0;
  const client = flawed("decodes-each-slice");
  const watched: InProcessClient = {
    ready: client.ready,
    run(job, context) {
      shrinking += isShrinking ? 1 : 0;
      if (shrinking === 12) interruption.abort();
      return client.run(job, context);
    },
  };
  let isShrinking = false;
  const outcome = await fuzzInProcess(watched, {
    properties: ["slicing"],
    signal: interruption.signal,
    onProgress: ({ shrinking: kind }) => {
      isShrinking = kind !== null;
    },
  });
  expect(outcome.isComplete).toBe(false);
  expect(outcome.failures).toHaveLength(1);
  expect(outcome.failures[0]).toMatchObject({ property: "slicing", isComplete: false, isFlaky: false, seed: SEED });
});

const crash: InProcessClient["run"] = async () => {
  throw new Error("out of memory");
};

test("a client that crashes at random crashes nothing else, and no failure is held against it", async () => {
  const client = inRuns(RIGHT_CLIENT, (run) => (run * 7 + (run >> 3)) % 13 === 0, crash);
  const { failures, flaky, runs, isComplete } = await fuzzInProcess(client, { runsMax: 80 });
  expect([failures.length, runs, isComplete]).toEqual([0, 80, true]);
  expect(new Set(flaky.map(({ code }) => code))).toEqual(new Set(["crash"]));
});

test("when the time is up no draw is begun, and what failed is made smaller for a bounded time", async () => {
  let nowMs = 0;
  const client = flawed("decodes-each-slice");
  // Each run takes a second of a clock that nothing else moves.
  const timed: InProcessClient = {
    ready: client.ready,
    run(job, context) {
      nowMs += 1_000;
      return client.run(job, context);
    },
  };
  const endless = { runsMax: Number.MAX_SAFE_INTEGER, timeMs: 200_000, keepGoing: true, nowMs: () => nowMs };
  const { runs, isComplete } = await fuzzInProcess(timed, { ...endless, properties: ["slicing"] });
  expect(isComplete).toBe(true);
  expect(runs).toBeGreaterThan(10);
  // The last draw, ten seconds of making it smaller, three repetitions, a dozen cuts tried.
  expect(nowMs).toBeLessThan(230_000);
});

const levelFor = async (id: string, options: InProcessFuzz) =>
  (await fuzzInProcess(flawed(id), options)).failures[0]?.level;

test("the level of a failure is that of the oddest thing in it", { timeout: 30_000 }, async () => {
  expect(await levelFor("splits-at-lf-lf", { level: "observe" })).toBe("must");
  expect(await levelFor("reads-choices-blindly", { level: "should", quirks: ["chunks/without-choices"] })).toBe(
    "should",
  );
  expect(await levelFor("reads-choices-blindly", { quirks: ["chunks/ping"], properties: ["truth"] })).toBe("observe");
});

test("keepGoing tells kinds apart by property and code, and counts the rest", { timeout: 30_000 }, async () => {
  const { failures, runs } = await fuzzInProcess(flawed("decodes-each-slice"), {
    properties: ["slicing"],
    runsMax: 100,
    keepGoing: true,
  });
  const kinds = failures.map(({ property, code }) => `${property} ${code}`);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(kinds.length).toBeGreaterThan(1);
  expect(runs).toBe(100);
  expect(Math.max(...failures.map(({ times }) => times))).toBeGreaterThan(1);
});

test("the same seed finds the same, however many draws run at once", { timeout: 30_000 }, async () => {
  const one = await fuzzInProcess(flawed("skips-chunks-without-choice"), { jobs: 1 });
  const eight = await fuzzInProcess(flawed("skips-chunks-without-choice"), { jobs: 8 });
  expect(eight.failures[0]?.path).toBe(one.failures[0]?.path);
  expect(eight.failures[0]?.draw.bytes).toEqual(one.failures[0]?.draw.bytes);
});

test("an adapter that breaks the protocol gives no verdict, and fails nothing", async () => {
  const broken = inRuns(
    RIGHT_CLIENT,
    () => true,
    async () => ({ outcome: "perhaps" as "completed" }),
  );
  const { failures, unjudged } = await fuzzInProcess(broken, { runsMax: 5 });
  expect(failures).toEqual([]);
  expect(unjudged).toMatchObject({ count: 5, because: expect.stringContaining("outcome") });
});
