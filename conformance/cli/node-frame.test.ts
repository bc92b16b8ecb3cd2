/** The frame that adapters of Node clients share, driven without a client. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spawnStdioDriver } from "../adapter/index.ts";
import type { Driver } from "../shape/driver.ts";
import type { SseJob } from "../shape/protocol.ts";
import { packageRoot } from "./package-facts.ts";

/** What each job does stands in the last part of its URL, behind how many are to be in flight before any of them does it. */
const ADAPTER = `import { speak } from "./frame.mjs";
import { EventEmitter, once } from "node:events";
const arrivals = new EventEmitter();
let arrived = 0;
async function untilHere(count) {
  arrived += 1;
  if (arrived === count) setImmediate(() => arrivals.emit("all"));
  await once(arrivals, "all");
  arrived = 0;
}
const WAYS = {
  rejects: (name) => void Promise.reject(new Error(name)),
  throws: (name) => void setImmediate(() => { throw new Error(name); }),
  prints: (name) => console.log(name),
  fails: (name) => { throw new Error(name); },
  hands: (name, call) => (call.answer = () => { throw new Error(name); }),
};
async function read(job, call) {
  call.answer = () => ({ events: [{ event: "message", data: job.url }] });
  call.show(1);
  const [count, name] = job.url.split("/").slice(-2);
  await untilHere(Number(count));
  WAYS[name.split("-")[0]]?.(name, call);
}
await speak({
  client: { name: "tiny", version: "1" },
  capabilities: ["sse.read", "observe.progress"],
  ops: { "sse.read": read },
  shown: (error) => ({ native: error.name, message: error.message }),
});
`;

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-frame-"));
let driver: Driver;

beforeAll(async () => {
  const frame = path.join(packageRoot(), "conformance", "adapters", "shared", "node-frame.mjs");
  copyFileSync(frame, path.join(folder, "frame.mjs"));
  writeFileSync(path.join(folder, "adapter.mjs"), ADAPTER);
  driver = await spawnStdioDriver({ command: [process.execPath, "adapter.mjs"], cwd: folder });
});

afterAll(async () => {
  await driver.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A job that does what its name says once `together` of its kind are in flight. */
const jobFor = (name: string, together = 1): SseJob => ({
  type: "job",
  id: name,
  attempt: 1,
  op: "sse.read",
  url: `http://127.0.0.1:1/${together}/${name}`,
  method: "GET",
  body: null,
  deadline_ms: 5_000,
});

test("of jobs in flight at once, each is told the rejections of its own code and no other", async () => {
  expect(driver.ready).toMatchObject({ max_in_flight: 8, client: { language: "javascript" } });
  const names = ["rejects-1", "quiet-1", "throws-1", "rejects-2", "quiet-2", "throws-2"];
  const answers = await Promise.all(names.map((name) => driver.submit(jobFor(name, names.length))));
  const told = answers.map((answer) => (answer.kind === "result" ? answer.result.errors : answer));
  const stray = { native: "Error", surface: "stray", after_chunks: 1 };
  expect(told).toEqual(names.map((name) => (name.startsWith("quiet") ? [] : [{ ...stray, message: name }])));
});

test("what fails is told with what had come before; a member that cannot be read fails its caller too", async () => {
  const failed = {
    outcome: "failed",
    events: [{ data: "http://127.0.0.1:1/1/fails-1" }],
    errors: [{ surface: "throw" }],
  };
  expect(await driver.submit(jobFor("fails-1"))).toMatchObject({ kind: "result", result: failed });
  const unread = { outcome: "failed", errors: [{ message: "hands-1", surface: "throw" }] };
  expect(await driver.submit(jobFor("hands-1"))).toMatchObject({ kind: "result", result: unread });
});

test("what a client prints does not reach the protocol, and an op that it lacks is unsupported", async () => {
  expect(await driver.submit(jobFor("prints-1"))).toMatchObject({ result: { outcome: "completed", errors: [] } });
  expect(driver.takePollution()).toEqual([]);
  const chat = { ...jobFor("chat"), op: "chat.stream" } as unknown as SseJob;
  expect(await driver.submit(chat)).toMatchObject({ result: { outcome: "unsupported" } });
});
