/** Drives `@langchain/openai` as its users do: `model.stream()`, the chunks joined with `concat`. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// Standard output is the protocol's; whatever the client prints goes to standard error.
const writeOut = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
const strays = [];
process.on("unhandledRejection", (error) => strays.push(error));
process.on("uncaughtException", (error) => strays.push(error));

const { ChatOpenAI } = await import("@langchain/openai");
const entry = import.meta.resolve("@langchain/openai");
const { version } = JSON.parse(readFileSync(new URL(entry.replace(/(\/@langchain\/openai)\/.*/, "$1/package.json"))));

const READY = {
  type: "ready",
  protocol: 1,
  client: {
    name: "@langchain/openai",
    version,
    language: "javascript",
    runtime: `node ${process.versions.node}`,
    entry: "ChatOpenAI.stream",
    transport: `undici ${process.versions.undici}`,
  },
  // Over chat completions nothing public names reasoning text, refusals or a second choice.
  capabilities: [
    ...["chat.stream", "report.message", "report.tool_calls", "report.usage", "report.finish_reason"],
    ...["report.error", "observe.progress", "action.abort.signal", "action.abort.break", "action.retry"],
  ],
  profiles: ["core"],
  max_in_flight: 1,
  error_map: {
    APIConnectionError: ["connect", "transport_reset"],
    APIUserAbortError: ["aborted"],
    AbortError: ["aborted"],
    // Without a status it is what the stream itself carried.
    APIError: ["provider_error", "http_status"],
    SyntaxError: ["malformed_json"],
  },
};

function shown(error, surface, chunks) {
  const status = typeof error?.status === "number" ? error.status : null;
  // LangChain gives its own names to errors of the SDK by setting `name`; a plain SDK error has only its class.
  const named = error?.name !== undefined && error.name !== "Error" ? error.name : error?.constructor?.name;
  return {
    native: named ?? typeof error,
    message: String(error?.message ?? error),
    status,
    // A DOMException has a number of its own, which is no code of the provider's.
    code: typeof error?.code === "string" || (typeof error?.code === "number" && !(error instanceof DOMException)) ? error.code : null,
    // fetch's word for a body that broke off; any other TypeError is an accident.
    class: status !== null ? "http_status" : error instanceof TypeError && error.message === "terminated" ? "transport_reset" : null,
    surface,
    after_chunks: chunks,
  };
}

function readToolCalls(message) {
  const raw = (id) => message.tool_call_chunks?.find((call) => call.id === id)?.args;
  const final = (message.tool_calls ?? []).map((call) => ({
    id: call.id ?? null,
    name: call.name,
    ...(call.id !== undefined && raw(call.id) !== undefined ? { arguments: raw(call.id) } : {}),
    arguments_json: call.args,
    status: "final",
  }));
  const invalid = (message.invalid_tool_calls ?? []).map((call) => ({
    id: call.id ?? null,
    name: call.name ?? null,
    arguments: call.args ?? null,
    status: "invalid",
  }));
  return [...final, ...invalid];
}

function readMessage(message) {
  return {
    choices: [
      {
        index: 0,
        role: "assistant",
        content: message.text,
        tool_calls: readToolCalls(message),
        finish_reason: message.response_metadata.finish_reason ?? null,
      },
    ],
  };
}

/** LangChain's names back into those of the wire. */
function readUsage(usage) {
  if (usage === undefined) return null;
  const { input_token_details: input, output_token_details: output } = usage;
  return {
    prompt_tokens: usage.input_tokens,
    completion_tokens: usage.output_tokens,
    total_tokens: usage.total_tokens,
    ...(input?.cache_read === undefined ? {} : { prompt_tokens_details: { cached_tokens: input.cache_read } }),
    ...(output?.reasoning === undefined ? {} : { completion_tokens_details: { reasoning_tokens: output.reasoning } }),
  };
}

async function run(job) {
  const errors = [];
  let outcome = "completed";
  let abort = null;
  let whole;
  let chunks = 0;
  const controller = new AbortController();
  strays.length = 0;
  try {
    const { request, options } = job;
    const model = new ChatOpenAI({
      model: request.model,
      apiKey: job.api_key,
      maxRetries: options.max_retries,
      // Its default is to ask for usage; a job that does not ask must not see it asked for.
      streamUsage: request.stream_options?.include_usage ?? false,
      configuration: { baseURL: job.base_url },
    });
    const ready = request.tools === undefined ? model : model.bindTools(request.tools);
    for await (const chunk of await ready.stream(request.messages, { signal: controller.signal })) {
      whole = whole === undefined ? chunk : whole.concat(chunk);
      chunks += 1;
      write({ type: "progress", id: job.id, attempt: job.attempt, chunks });
      if (job.abort === null || abort !== null || !whole.text.includes(job.abort.after_text)) continue;
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
  const message = whole === undefined ? null : readMessage(whole);
  const usage = readUsage(whole?.usage_metadata);
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
