/** Drives `@langchain/openrouter` as its users do: `model.stream()`, the chunks joined with `concat`. */
import { isBrokenOff, speak, versionOf } from "./frame.mjs";
import { readStream } from "./langchain-stream.mjs";
import { ChatOpenRouter } from "@langchain/openrouter";

function chat(job, call) {
  const { request, options } = job;
  const model = new ChatOpenRouter({
    model: request.model,
    apiKey: job.api_key,
    baseURL: job.base_url,
    maxRetries: options.max_retries,
    // Its default is to read usage, asked for or not.
    streamUsage: request.stream_options?.include_usage ?? true,
    // The client has no option of its own that puts this into the request.
    ...(request.stream_options === undefined ? {} : { modelKwargs: { stream_options: request.stream_options } }),
  });
  const ready = request.tools === undefined ? model : model.bindTools(request.tools);
  return readStream(ready, job, call);
}

function shown(error) {
  const status = typeof error?.statusCode === "number" ? error.statusCode : null;
  return {
    native: error?.name ?? typeof error,
    message: String(error?.message ?? error),
    status,
    // A DOMException has a number of its own, which is no code of the provider's.
    code: typeof error?.code === "string" || (status !== null && typeof error.code === "number") ? error.code : null,
    class: isBrokenOff(error) ? "transport_reset" : null,
  };
}

await speak({
  client: { name: "@langchain/openrouter", version: versionOf("@langchain/openrouter"), entry: "ChatOpenRouter.stream" },
  // `contentBlocks` names reasoning and refusals; nothing public names logprobs or a second choice.
  capabilities: [
    ...["chat.stream", "report.message", "report.reasoning", "report.tool_calls", "report.usage", "report.finish_reason"],
    ...["report.refusal", "report.error", "observe.progress", "action.abort.signal", "action.abort.break", "action.retry"],
  ],
  profiles: ["core", "openrouter"],
  error_map: {
    OpenRouterError: ["http_status", "provider_error"],
    OpenRouterAuthError: ["http_status"],
    OpenRouterRateLimitError: ["http_status"],
    AbortError: ["aborted"],
    ModelAbortError: ["aborted"],
  },
  ops: { "chat.stream": chat },
  shown,
});
