/** Drives `@openrouter/sdk` as its README shows: `chat.send({ stream: true })`, chunk by chunk. */
import { isBrokenOff, speak, versionOf } from "./frame.mjs";
import { OpenRouter } from "@openrouter/sdk";

async function chat(job, call) {
  const chunks = [];
  call.answer = () => ({ chunks });
  const { stream_options: streamOptions, tools, ...request } = job.request;
  const client = new OpenRouter({ apiKey: job.api_key, serverURL: job.base_url, retryConfig: { strategy: "none" } });
  const chatRequest = {
    ...request,
    ...(streamOptions === undefined ? {} : { streamOptions: { includeUsage: streamOptions.include_usage } }),
    ...(tools === undefined ? {} : { tools }),
  };
  const stream = await client.chat.send({ chatRequest }, { signal: call.signal });
  for await (const chunk of stream) {
    chunks.push(asChunk(chunk));
    call.show(chunks.length);
    if (call.leavesAt(() => textOf(chunks))) break;
  }
}

const textOf = (chunks) => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");

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

function shown(error) {
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
  };
}

/** The SDK's own word inside a ZodError for what is no JSON. */
function classOf(error) {
  if (isBrokenOff(error)) return "transport_reset";
  return error?.name === "ZodError" && error.message.includes("malformed json: ") ? "malformed_json" : null;
}

await speak({
  client: { name: "@openrouter/sdk", version: versionOf("@openrouter/sdk"), entry: "chat.send" },
  // What ChatStreamChunk names; the request has no `n`, so a second choice cannot be asked for.
  capabilities: [
    ...["chat.stream", "report.chunks", "report.reasoning", "report.reasoning_details", "report.refusal"],
    ...["report.tool_calls", "report.usage", "report.finish_reason", "report.logprobs", "report.error"],
    ...["observe.progress", "action.abort.signal", "action.abort.break", "action.retry"],
  ],
  profiles: ["core", "openrouter"],
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
  ops: { "chat.stream": chat },
  shown,
});
