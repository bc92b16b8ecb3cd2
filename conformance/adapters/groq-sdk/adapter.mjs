/** Drives `groq-sdk` as its README shows: `chat.completions.create({ stream: true })`, chunk by chunk. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// Standard output is the protocol's; whatever the client prints goes to standard error.
const writeOut = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
const strays = [];
process.on("unhandledRejection", (error) => strays.push(error));
process.on("uncaughtException", (error) => strays.push(error));

const { Groq, APIError } = await import("groq-sdk");
const { version } = JSON.parse(readFileSync(new URL(import.meta.resolve("groq-sdk").replace(/\/groq-sdk\/.*/, "/groq-sdk/package.json"))));

const READY = {
  type: "ready",
  protocol: 1,
  client: {
    name: "groq-sdk",
    version,
    language: "javascript",
    runtime: `node ${process.versions.node}`,
    entry: "chat.completions.create",
    transport: `undici ${process.versions.undici}`,
  },
  // What ChatCompletionChunk and APIError name; a refusal is in neither, and usage is there as `x_groq.usage`.
  capabilities: [
    ...["chat.stream", "report.chunks", "report.reasoning", "report.tool_calls", "report.usage", "report.finish_reason"],
    ...["report.choices", "report.logprobs", "report.error", "observe.progress"],
    ...["action.abort.signal", "action.abort.break", "action.retry"],
  ],
  profiles: ["core"],
  max_in_flight: 1,
  error_map: {
    APIConnectionError: ["connect", "transport_reset"],
    APIConnectionTimeoutError: ["timeout.connect", "timeout.first_byte"],
    APIUserAbortError: ["aborted"],
    // Without a status it is what the stream itself carried.
    APIError: ["provider_error", "http_status"],
    SyntaxError: ["malformed_json"],
  },
};

const client = new Groq({ apiKey: "set for each job", baseURL: "http://127.0.0.1" });

function shown(error, surface, chunks) {
  const status = error instanceof APIError && typeof error.status === "number" ? error.status : null;
  // `APIError.error` is what the server sent: of a refusal the whole body, of a stream its error.
  const code = error?.error?.error?.code ?? error?.error?.code ?? error?.code;
  return {
    native: error?.constructor?.name ?? typeof error,
    message: String(error?.message ?? error),
    status,
    code: ["string", "number"].includes(typeof code) ? code : null,
    // fetch's word for a body that broke off; any other TypeError is an accident.
    class: status !== null ? "http_status" : error instanceof TypeError && error.message === "terminated" ? "transport_reset" : null,
    surface,
    after_chunks: chunks.length,
  };
}

async function run(job) {
  const chunks = [];
  const errors = [];
  let outcome = "completed";
  let abort = null;
  const controller = new AbortController();
  let text = "";
  strays.length = 0;
  try {
    const one = client.withOptions({ baseURL: job.base_url, apiKey: job.api_key, maxRetries: job.options.max_retries });
    const stream = await one.chat.completions.create(job.request, { signal: controller.signal });
    for await (const chunk of stream) {
      chunks.push(chunk);
      write({ type: "progress", id: job.id, attempt: job.attempt, chunks: chunks.length });
      if (job.abort === null || abort !== null) continue;
      text += chunk.choices[0]?.delta.content ?? "";
      if (!text.includes(job.abort.after_text)) continue;
      abort = { requested: true, seen: "silent" };
      if (job.abort.how === "break") break;
      controller.abort();
    }
  } catch (error) {
    outcome = "failed";
    errors.push(shown(error, "throw", chunks));
    if (abort !== null) abort.seen = "error";
  }
  // A rejection that nobody awaited shows up beside the result.
  await sleep(outcome === "completed" && abort === null ? 5 : 20);
  for (const error of strays.splice(0)) errors.push(shown(error, "stray", chunks));
  return { type: "result", id: job.id, attempt: job.attempt, outcome, chunks, errors, abort };
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
  if (message.op === "chat.stream") write(await run(message));
  else write({ type: "result", id: message.id, attempt: message.attempt, outcome: "unsupported" });
}
process.exit(0);
