/** Serves one model client as an adapter over standard input and output: `serve-model.ts ID`, or `right`. */
import { createInterface } from "node:readline";
import { createModelClient, FLAWED_CLIENTS, RIGHT_CLIENT } from "../conformance/models/index.ts";
import { PROTOCOL_VERSION, type Job } from "../conformance/shape/protocol.ts";

const id = process.argv[2] ?? "right";
const flawed = FLAWED_CLIENTS.find((one) => one.id === id);
if (flawed === undefined && id !== "right") throw new TypeError(`no model client is called ${id}`);
const client = flawed === undefined ? RIGHT_CLIENT : createModelClient(flawed.id, flawed.parts);

function say(line: object): void {
  // ASCII alone, as adapters should.
  const text = JSON.stringify(line).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  process.stdout.write(`${text}\n`);
}

type Line = { readonly type: "hello" | "bye" | "cancel" } | Job;

async function answer(job: Job): Promise<void> {
  const context = { fetch, signal: new AbortController().signal, progress: () => undefined };
  const result = await client.run(job, context);
  say({ ...result, type: "result", id: job.id, attempt: job.attempt });
}

for await (const text of createInterface({ input: process.stdin })) {
  if (text.trim() === "") continue;
  const line = JSON.parse(text) as Line;
  if (line.type === "hello") say({ ...client.ready, type: "ready", protocol: PROTOCOL_VERSION });
  else if (line.type === "job") void answer(line);
  else if (line.type === "bye") process.exit(0);
}
