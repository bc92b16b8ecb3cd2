/** Drives `@microsoft/fetch-event-source` as its README shows: `fetchEventSource` with `onmessage`, stopped at its first error. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// Standard output is the protocol's; whatever the client prints goes to standard error.
const writeOut = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
const strays = [];
process.on("unhandledRejection", (error) => strays.push(error));
process.on("uncaughtException", (error) => strays.push(error));
// The package is made for browsers: it calls these members of `window` and `document` whatever its options say.
globalThis.window = { fetch: globalThis.fetch, setTimeout, clearTimeout };
globalThis.document = { hidden: false, addEventListener: () => {}, removeEventListener: () => {} };

const { fetchEventSource } = await import("@microsoft/fetch-event-source");
const entry = import.meta.resolve("@microsoft/fetch-event-source");
const { version } = JSON.parse(readFileSync(new URL(entry.replace(/(\/fetch-event-source)\/.*/, "$1/package.json"))));

const READY = {
  type: "ready",
  protocol: 1,
  client: {
    name: "@microsoft/fetch-event-source",
    version,
    language: "javascript",
    runtime: `node ${process.versions.node}`,
    entry: "fetchEventSource",
    transport: `undici ${process.versions.undici}`,
  },
  // Its reconnection is stopped by `onerror`, and the id is that of the event's block.
  capabilities: ["sse.read", "sse.http", "observe.progress"],
  profiles: ["core"],
  max_in_flight: 1,
};

function shown(error, surface, events) {
  // fetch's words for a body that broke off and for a connection that never came; the last is the package's own `onopen`.
  const words = { terminated: "transport_reset", "fetch failed": "connect" };
  const message = String(error?.message ?? error);
  return {
    native: error?.name ?? typeof error,
    message,
    class: error instanceof TypeError ? (words[message] ?? null) : message.startsWith("Expected content-type") ? "content_type" : null,
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
    await fetchEventSource(job.url, {
      method: job.method,
      ...(job.body === null ? {} : { body: job.body }),
      openWhenHidden: true,
      onmessage: ({ event, data, id }) => {
        events.push({ event: event === "" ? "message" : event, data, id });
        write({ type: "progress", id: job.id, attempt: job.attempt, chunks: events.length });
      },
      // To throw is the documented way to stop it; else it would connect again.
      onerror: (error) => {
        throw error;
      },
    });
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
