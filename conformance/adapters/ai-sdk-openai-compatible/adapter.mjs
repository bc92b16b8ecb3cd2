/** Drives `@ai-sdk/openai-compatible` through the `ai` package: `streamText`, every part of `fullStream` read. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// Standard output is the protocol's; whatever the client prints goes to standard error.
const writeOut = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
const strays = [];
process.on("unhandledRejection", (error) => strays.push(error));
process.on("uncaughtException", (error) => strays.push(error));
const { jsonSchema, streamText, tool } = await import("ai");
const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
const versionOf = (name) => JSON.parse(readFileSync(new URL(import.meta.resolve(`${name}/package.json`)))).version;

const READY = {
  type: "ready",
  protocol: 1,
  client: {
    name: "@ai-sdk/openai-compatible",
    version: versionOf("@ai-sdk/openai-compatible"),
    language: "javascript",
    runtime: `node ${process.versions.node}`,
    entry: `streamText of ai ${versionOf("ai")}`,
    transport: `undici ${process.versions.undici}`,
  },
  // Reasoning, tool calls, usage, finish and error have parts; nothing public names refusals, logprobs or a second choice.
  capabilities: [
    ...["chat.stream", "report.message", "report.reasoning", "report.tool_calls", "report.usage", "report.finish_reason"],
    ...["report.error", "observe.progress", "action.abort.signal", "action.abort.break", "action.retry"],
  ],
  // Its documents name DeepSeek among those whose reasoning it reads.
  profiles: ["core", "deepseek"],
  max_in_flight: 1,
  error_map: {
    AI_APICallError: ["http_status", "connect"],
    AI_JSONParseError: ["malformed_json"],
    AI_TypeValidationError: ["schema"],
    // What it raises for a stream without a finish reason.
    AI_InvalidResponseDataError: ["truncated"],
    AI_NoOutputGeneratedError: ["truncated"],
    AbortError: ["aborted"],
    // What the provider said in the stream is handed on as it came.
    object: ["provider_error"],
  },
};

function shown(error, surface, parts) {
  const status = typeof error?.statusCode === "number" ? error.statusCode : null;
  const code = error?.data?.error?.code ?? error?.code;
  const message = typeof error === "string" ? error : String(error?.message ?? JSON.stringify(error));
  // The body of a refusal whose shape it does not know is in a public member, and the message is the status in words.
  const unread = status !== null && error.data === undefined && error.responseBody ? `\n${error.responseBody}` : "";
  return {
    native: error?.name ?? typeof error,
    message: message + unread,
    status,
    // A DOMException has a number of its own, which is no code of the provider's.
    code: typeof code === "string" || (typeof code === "number" && !(error instanceof Error && status === null)) ? code : null,
    // fetch's word for a body that broke off; any other TypeError is an accident.
    class: error instanceof TypeError && error.message === "terminated" ? "transport_reset" : null,
    surface,
    after_chunks: parts,
  };
}

/** AI SDK's names back into those of the wire; absent usage is an object of undefined members. */
function readUsage(usage) {
  if (usage === undefined) return null;
  const { inputTokenDetails: input, outputTokenDetails: output } = usage;
  const known = {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.totalTokens,
    ...(input?.cacheReadTokens === undefined ? {} : { prompt_tokens_details: { cached_tokens: input.cacheReadTokens } }),
    ...(output?.reasoningTokens === undefined ? {} : { completion_tokens_details: { reasoning_tokens: output.reasoningTokens } }),
  };
  return Object.values(known).every((value) => value === undefined) ? null : known;
}

async function run(job) {
  const errors = [];
  let outcome = "completed";
  let abort = null;
  let content = null;
  let reasoning = null;
  let finish;
  let parts = 0;
  const calls = new Map();
  const callOf = (id) => calls.get(id) ?? calls.set(id, { id, status: "partial" }).get(id);
  const controller = new AbortController();
  strays.length = 0;
  try {
    const { request, options } = job;
    const result = streamText({
      model: createOpenAICompatible({ name: "streamproof", baseURL: job.base_url, apiKey: job.api_key, includeUsage: request.stream_options?.include_usage ?? false })(request.model),
      messages: request.messages,
      maxRetries: options.max_retries,
      abortSignal: controller.signal,
      // Without an `execute` the call is handed out and nothing follows it.
      ...(request.tools === undefined
        ? {}
        : {
            tools: Object.fromEntries(
              request.tools.map(({ function: { name, description, parameters } }) => [
                name,
                tool({ description, inputSchema: jsonSchema(parameters) }),
              ]),
            ),
          }),
      // Its default prints; the parts say the same.
      onError: () => {},
    });
    for await (const part of result.fullStream) {
      parts += 1;
      write({ type: "progress", id: job.id, attempt: job.attempt, chunks: parts });
      if (part.type === "text-delta") content = (content ?? "") + part.text;
      if (part.type === "reasoning-delta") reasoning = (reasoning ?? "") + part.text;
      if (part.type === "tool-input-start") callOf(part.id).name = part.toolName;
      if (part.type === "tool-input-delta") callOf(part.id).arguments = (callOf(part.id).arguments ?? "") + part.delta;
      if (part.type === "tool-call") {
        const { toolCallId, toolName, input, invalid } = part;
        const given = invalid === true ? { status: "invalid" } : { arguments_json: input, status: "final" };
        Object.assign(callOf(toolCallId), { name: toolName, ...given });
      }
      if (part.type === "error") errors.push(shown(part.error, "event", parts));
      if (part.type === "abort" && abort !== null) abort.seen = "event";
      if (part.type === "finish") finish = part;
      if (job.abort === null || abort !== null || !(content ?? "").includes(job.abort.after_text)) continue;
      abort = { requested: true, seen: "silent" };
      if (job.abort.how === "break") break;
      controller.abort();
    }
    // Its own error form: an error part, and no finish but one that says so.
    if (errors.length > 0 && (finish === undefined || finish.finishReason === "error")) outcome = "failed";
  } catch (error) {
    outcome = "failed";
    errors.push(shown(error, "throw", parts));
    if (abort !== null) abort.seen = "error";
  }
  // A rejection that nobody awaited shows up beside the result.
  await sleep(outcome === "completed" && abort === null ? 5 : 20);
  for (const error of strays.splice(0)) errors.push(shown(error, "stray", parts));
  const message = {
    choices: [
      {
        index: 0,
        role: "assistant",
        content,
        reasoning,
        tool_calls: [...calls.values()],
        finish_reason: finish?.finishReason ?? null,
        finish_reason_raw: finish?.rawFinishReason ?? null,
      },
    ],
  };
  const usage = readUsage(finish?.totalUsage);
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
