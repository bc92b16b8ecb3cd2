/** Drives the `.stream()` helper of the `openai` package: iterated to its end, then `finalChatCompletion()`. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// Standard output is the protocol's; whatever the client prints goes to standard error.
const writeOut = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
const strays = [];
process.on("unhandledRejection", (error) => strays.push(error));
process.on("uncaughtException", (error) => strays.push(error));
const { OpenAI, APIError } = await import("openai");
const { version } = JSON.parse(readFileSync(new URL(import.meta.resolve("openai").replace(/\/openai\/.*/, "/openai/package.json"))));

const READY = {
  type: "ready",
  protocol: 1,
  client: {
    name: "openai",
    version,
    language: "javascript",
    runtime: `node ${process.versions.node}`,
    entry: "chat.completions.stream",
    transport: `undici ${process.versions.undici}`,
  },
  // What ChatCompletion and APIError name; reasoning is in neither.
  capabilities: [
    ...["chat.stream", "report.message", "report.refusal", "report.tool_calls", "report.usage", "report.finish_reason"],
    ...["report.choices", "report.error", "observe.progress", "action.abort.signal", "action.abort.break", "action.retry"],
  ],
  profiles: ["core"],
  max_in_flight: 1,
  error_map: {
    APIConnectionError: ["connect", "transport_reset"],
    APIConnectionTimeoutError: ["timeout.connect", "timeout.first_byte"],
    APIUserAbortError: ["aborted"],
    // Without a status it is what the stream itself carried.
    APIError: ["provider_error", "http_status"],
    // What the helper raises where it cannot make a completion of what came.
    OpenAIError: ["truncated", "schema"],
    SyntaxError: ["malformed_json"],
  },
};

const client = new OpenAI({ apiKey: "set for each job", baseURL: "http://127.0.0.1" });

function shown(error, surface, chunks) {
  const status = error instanceof APIError && typeof error.status === "number" ? error.status : null;
  return {
    native: error?.constructor?.name ?? typeof error,
    message: String(error?.message ?? error),
    status,
    code: ["string", "number"].includes(typeof error?.code) ? error.code : null,
    class: status !== null ? "http_status" : classOfCause(error),
    surface,
    after_chunks: chunks,
  };
}

/** The helper wraps what it did not raise itself in an OpenAIError; fetch says `terminated` of a body that broke off. */
function classOfCause(error) {
  const inner = error?.cause instanceof Error ? error.cause : error;
  if (inner instanceof TypeError && inner.message === "terminated") return "transport_reset";
  return inner instanceof SyntaxError ? "malformed_json" : null;
}

/** A ChatCompletion, or its snapshot where the stream did not come to its end; a missing index leaves a hole. */
function readMessage(completion, status) {
  return {
    choices: completion.choices.filter(Boolean).map(({ index, message, finish_reason }) => ({
      index,
      role: message.role ?? null,
      content: message.content ?? null,
      refusal: message.refusal ?? null,
      tool_calls: (message.tool_calls ?? []).filter(Boolean).map((call) => ({
        id: call.id ?? null,
        name: call.function?.name ?? null,
        arguments: call.function?.arguments ?? null,
        status,
      })),
      finish_reason: finish_reason ?? null,
    })),
  };
}

async function run(job) {
  const errors = [];
  let outcome = "completed";
  let abort = null;
  let whole = null;
  let partial = null;
  let chunks = 0;
  const controller = new AbortController();
  strays.length = 0;
  try {
    const one = client.withOptions({ baseURL: job.base_url, apiKey: job.api_key, maxRetries: job.options.max_retries });
    const { stream: _, ...request } = job.request;
    const stream = one.chat.completions.stream(request, { signal: controller.signal });
    for await (const _chunk of stream) {
      chunks += 1;
      // The helper drops its snapshot before it finalises; what it showed until then is still what the caller had.
      partial = stream.currentChatCompletionSnapshot ?? partial;
      write({ type: "progress", id: job.id, attempt: job.attempt, chunks });
      const text = partial?.choices[0]?.message.content ?? "";
      if (job.abort === null || abort !== null || !text.includes(job.abort.after_text)) continue;
      abort = { requested: true, seen: "silent" };
      if (job.abort.how === "break") break;
      controller.abort();
    }
    if (abort === null) whole = await stream.finalChatCompletion();
  } catch (error) {
    outcome = "failed";
    errors.push(shown(error, "throw", chunks));
    if (abort !== null) abort.seen = "error";
  }
  // A rejection that nobody awaited shows up beside the result.
  await sleep(outcome === "completed" && abort === null ? 5 : 20);
  for (const error of strays.splice(0)) errors.push(shown(error, "stray", chunks));
  const message = whole !== null ? readMessage(whole, "final") : partial !== null ? readMessage(partial, "partial") : null;
  const usage = (whole ?? partial)?.usage ?? null;
  return { type: "result", id: job.id, attempt: job.attempt, outcome, message, usage, errors, abort };
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
