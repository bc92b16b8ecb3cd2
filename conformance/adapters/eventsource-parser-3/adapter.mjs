/** Drives `eventsource-parser` as its README shows: `createParser`, fed with the text of a `fetch` body. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// Standard output is the protocol's; whatever the client prints goes to standard error.
const writeOut = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
const strays = [];
process.on("unhandledRejection", (error) => strays.push(error));
process.on("uncaughtException", (error) => strays.push(error));
const { createParser } = await import("eventsource-parser");
const entry = import.meta.resolve("eventsource-parser");
const { version } = JSON.parse(readFileSync(new URL(entry.replace(/(\/eventsource-parser)\/.*/, "$1/package.json"))));

const READY = {
  type: "ready",
  protocol: 1,
  client: {
    name: "eventsource-parser",
    version,
    language: "javascript",
    runtime: `node ${process.versions.node}`,
    entry: "createParser",
    transport: `undici ${process.versions.undici}`,
  },
  // The request is the caller's own, and the id is that of the event's block.
  capabilities: ["sse.read", "observe.progress"],
  profiles: ["core"],
  max_in_flight: 1,
};

function shown(error, surface, events) {
  // fetch's words for a body that broke off and for a connection that never came; the parser raises nothing of its own here.
  const words = { terminated: "transport_reset", "fetch failed": "connect" };
  return {
    native: error?.name ?? typeof error,
    message: String(error?.message ?? error),
    class: error instanceof TypeError ? (words[error.message] ?? null) : null,
    surface,
    after_chunks: events.length,
  };
}

async function run(job) {
  const events = [];
  const errors = [];
  let outcome = "completed";
  strays.length = 0;
  try {
    const parser = createParser({
      onEvent: ({ event, data, id }) => {
        events.push({ event: event ?? "message", data, id: id ?? "" });
        write({ type: "progress", id: job.id, attempt: job.attempt, chunks: events.length });
      },
    });
    const headers = { accept: "text/event-stream" };
    const response = await fetch(job.url, { method: job.method, body: job.body, headers });
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) parser.feed(text);
  } catch (error) {
    outcome = "failed";
    errors.push(shown(error, "throw", events));
  }
  // A rejection that nobody awaited shows up beside the result.
  await sleep(outcome === "completed" ? 5 : 20);
  for (const error of strays.splice(0)) errors.push(shown(error, "stray", events));
  return { type: "result", id: job.id, attempt: job.attempt, outcome, events, reconnects: 0, errors };
}

function write(message) {
  const line = JSON.stringify(message).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  writeOut(`${line}\n`);
}

// readline would also split at U+2028, but the runner writes ASCII.
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const message = line === "" ? {} : JSON.parse(line);
  if (message.type === "hello") write(READY);
  if (message.type === "bye") break;
  if (message.type !== "job") continue;
  if (message.op === "sse.read") write(await run(message));
  else write({ type: "result", id: message.id, attempt: message.attempt, outcome: "unsupported" });
}
process.exit(0);
