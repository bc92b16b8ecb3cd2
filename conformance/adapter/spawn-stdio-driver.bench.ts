/** Two hundred jobs over one adapter process, against one bare start of node. */
import { spawn } from "node:child_process";
import type { Bench } from "../../scripts/bench/bench.ts";
import type { Job } from "../shape/protocol.ts";
import { spawnStdioDriver } from "./index.ts";

const JOBS = 200;

/** The least an adapter can do: every job is completed, with a small message. */
const ADAPTER = `
const say = (value) => process.stdout.write(JSON.stringify(value) + "\\n");
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { type, id, attempt } = JSON.parse(line);
  if (type === "hello") say({ type: "ready", protocol: 1, client: { name: "least", version: "0" }, capabilities: ["chat.stream", "report.message"], profiles: ["core"], max_in_flight: 8, error_map: {} });
  if (type === "job") say({ type: "result", id, attempt, outcome: "completed", message: { choices: [{ index: 0, role: "assistant", content: "hi", tool_calls: [], finish_reason: "stop" }] }, errors: [], abort: null });
  if (type === "bye") process.exit(0);
});`;

function job(index: number): Job {
  return {
    type: "job",
    id: `j${index}`,
    attempt: 1,
    op: "chat.stream",
    base_url: "http://127.0.0.1:9/v1",
    api_key: "k",
    deadline_ms: 5_000,
    request: { model: "m", stream: true, messages: [{ role: "user", content: "hi" }] },
    options: { max_retries: 0, timeouts_ms: { connect: null, first_byte: null, idle: null } },
    abort: null,
  };
}

async function runJobs(atOnce: number): Promise<void> {
  const driver = await spawnStdioDriver({ command: [process.execPath, "-e", ADAPTER], cwd: process.cwd() });
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < JOBS) {
        next += 1;
        const answer = await driver.submit(job(next));
        if (answer.kind !== "result") throw new Error(`job ${next}: ${answer.kind}`);
      }
    }),
  );
  await driver.close();
}

function startNode(): Promise<void> {
  return new Promise((resolve, reject) => {
    spawn(process.execPath, ["-e", ""], { stdio: ["pipe", "pipe", "pipe"] })
      .once("error", reject)
      .once("close", () => resolve());
  });
}

export const benches: readonly Bench[] = [
  {
    name: "stdio",
    title: `${JOBS} jobs over one stdio adapter, its start and end included, against one bare start of node`,
    ratio: "time",
    target: 6,
    peers: [],
    pairs: [1, 4].map((atOnce) => ({
      name: `${atOnce} at once`,
      setUp: () => ({ a: () => runJobs(atOnce), b: startNode }),
    })),
  },
];
