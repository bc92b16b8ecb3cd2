/** Drives `@openrouter/sdk` as its README shows: `chat.send({ stream: true })`, chunk by chunk. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// Standard output is the protocol's; whatever the client prints goes to standard error.
const writeOut = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
const strays = [];
process.on("unhandledRejection", (error) => strays.push(error));
process.on("uncaughtException", (error) => strays.push(error));
const { OpenRouter } = await import("@openrouter/sdk");
const entry = import.meta.resolve("@openrouter/sdk");
const { version } = JSON.parse(readFileSync(new URL(entry.replace(/(\/@openrouter\/sdk)\/.*/, "$1/package.json"))));

const READY = {
  type: "ready",
  protocol: 1,
  client: {
    name: "@openrouter/sdk",
    version,
    language: "javascript",
    runtime: `node ${process.versions.node}`,
    entry: "chat.send",
    transport: `undici ${process.versions.undici}`,
  },
  // What ChatStreamChunk names; the request has no `n`, so a second choice cannot be asked for.
  capabilities: [
    ...["chat.stream", "report.chunks", "report.reasoning", "report.reasoning_details", "report.refusal"],
    ...["report.tool_calls", "report.usage", "report.finish_reason", "report.logprobs", "report.error"],
    ...["observe.progress", "action.abort.signal", "action.abort.break", "action.retry"],
  ],
  profiles: ["core", "openrouter"],
  max_in_flight: 1,
  error_map: {
    ResponseValidationError: ["schema"],
    SDKValidationError: ["schema"],
    ZodError: ["schema"],
    SyntaxError: ["malformed_json"],
    ConnectionError: ["connect", "transport_reset"],
    RequestAbortedError: ["aborted"],
    RequestTimeoutError: ["timeout.connect", "timeout.first_byte"],
    AbortError: ["aborted"],
  },
};

/** Renames the members that are there, one by one; what the client does not name is not made up. */
function rename(value, names) {
  if (value === null || value === undefined) return value;
  return Object.fromEntries(
    Object.entries(names).flatMap(([from, to]) => {
      if (!Object.hasOwn(value, from)) return [];
      const [name, inner] = Array.isArray(to) ? to : [to, (same) => same];
      return [[name, inner(value[from])]];
    }),
  );
}

const each = (inner) => (list) => (Array.isArray(list) ? list.map(inner) : list);
const same = (...names) => Object.fromEntries(names.map((name) => [name, name]));

const asToolCall = (call) => rename(call, { ...same("index", "id", "type"), function: ["function", (it) => rename(it, same("name", "arguments"))] });
const asDelta = (delta) =>
  rename(delta, {
    ...same("role", "content", "reasoning", "refusal"),
    reasoningDetails: "reasoning_details",
    toolCalls: ["tool_calls", each(asToolCall)],
  });
const asTopLogprob = (token) => rename(token, same("token", "logprob", "bytes"));
const asLogprob = (token) => rename(token, { ...same("token", "logprob", "bytes"), topLogprobs: ["top_logprobs", each(asTopLogprob)] });
const asLogprobs = (all) => rename(all, { content: ["content", each(asLogprob)], refusal: ["refusal", each(asLogprob)] });
const asChoice = (choice) =>
  rename(choice, { index: "index", delta: ["delta", asDelta], finishReason: "finish_reason", logprobs: ["logprobs", asLogprobs] });
const asUsage = (usage) =>
  rename(usage, {
    promptTokens: "prompt_tokens",
    completionTokens: "completion_tokens",
    totalTokens: "total_tokens",
    cost: "cost",
    promptTokensDetails: ["prompt_tokens_details", (it) => rename(it, { cachedTokens: "cached_tokens", audioTokens: "audio_tokens" })],
    completionTokensDetails: [
      "completion_tokens_details",
      (it) => rename(it, { reasoningTokens: "reasoning_tokens", audioTokens: "audio_tokens" }),
    ],
  });
const asChunk = (chunk) =>
  rename(chunk, {
    ...same("id", "object", "created", "model", "error"),
    choices: ["choices", each(asChoice)],
    systemFingerprint: "system_fingerprint",
    serviceTier: "service_tier",
    usage: ["usage", asUsage],
  });

function shown(error, surface, chunks) {
  const status = typeof error?.statusCode === "number" ? error.statusCode : null;
  // A validation error of a 200 carries that status, which is no failure of HTTP.
  const failed = status !== null && status >= 400 ? status : null;
  const code = error?.error?.code;
  // The body of a refusal whose shape it does not know is in a public member, and the message says only that.
  const unread = failed !== null && error.error === undefined && error.body ? `\n${error.body}` : "";
  return {
    native: error?.name ?? typeof error,
    message: String(error?.message ?? error) + unread,
    status: failed,
    code: ["string", "number"].includes(typeof code) ? code : null,
    class: failed !== null ? "http_status" : classOf(error),
    surface,
    after_chunks: chunks.length,
  };
}

/** fetch's word for a body that broke off, and the SDK's own word inside a ZodError for what is no JSON. */
function classOf(error) {
  if (error instanceof TypeError && error.message === "terminated") return "transport_reset";
  return error?.name === "ZodError" && error.message.includes("malformed json: ") ? "malformed_json" : null;
}

async function run(job) {
  const chunks = [];
  const errors = [];
  let outcome = "completed";
  let abort = null;
  let text = "";
  const controller = new AbortController();
  strays.length = 0;
  try {
    const { stream_options: streamOptions, tools, ...request } = job.request;
    const client = new OpenRouter({ apiKey: job.api_key, serverURL: job.base_url, retryConfig: { strategy: "none" } });
    const chatRequest = {
      ...request,
      ...(streamOptions === undefined ? {} : { streamOptions: { includeUsage: streamOptions.include_usage } }),
      ...(tools === undefined ? {} : { tools }),
    };
    const stream = await client.chat.send({ chatRequest }, { signal: controller.signal });
    for await (const chunk of stream) {
      chunks.push(asChunk(chunk));
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
