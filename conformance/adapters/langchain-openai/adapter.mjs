/** Drives `@langchain/openai` as its users do: `model.stream()`, the chunks joined with `concat`. */
import { isBrokenOff, speak, versionOf } from "./frame.mjs";
import { readStream } from "./langchain-stream.mjs";
import { ChatOpenAI } from "@langchain/openai";

function chat(job, call) {
  const { request, options } = job;
  const model = new ChatOpenAI({
    model: request.model,
    apiKey: job.api_key,
    maxRetries: options.max_retries,
    // Its default is to ask for usage; a job that does not ask must not see it asked for.
    streamUsage: request.stream_options?.include_usage ?? false,
    configuration: { baseURL: job.base_url },
  });
  return readStream(request.tools === undefined ? model : model.bindTools(request.tools), job, call);
}

function shown(error) {
  const status = typeof error?.status === "number" ? error.status : null;
  // LangChain gives its own names to errors of the SDK by setting `name`; a plain SDK error has only its class.
  const named = error?.name !== undefined && error.name !== "Error" ? error.name : error?.constructor?.name;
  return {
    native: named ?? typeof error,
    message: String(error?.message ?? error),
    status,
    // A DOMException has a number of its own, which is no code of the provider's.
    code: typeof error?.code === "string" || (typeof error?.code === "number" && !(error instanceof DOMException)) ? error.code : null,
    class: status !== null ? "http_status" : isBrokenOff(error) ? "transport_reset" : null,
  };
}

await speak({
  client: { name: "@langchain/openai", version: versionOf("@langchain/openai"), entry: "ChatOpenAI.stream" },
  // `contentBlocks` names refusals; over chat completions nothing public names reasoning text, and stream() has one message.
  capabilities: [
    ...["chat.stream", "report.message", "report.tool_calls", "report.usage", "report.finish_reason"],
    ...["report.refusal", "report.error", "observe.progress", "action.abort.signal", "action.abort.break", "action.retry"],
  ],
  profiles: ["core"],
  error_map: {
    APIConnectionError: ["connect", "transport_reset"],
    APIUserAbortError: ["aborted"],
    AbortError: ["aborted"],
    // Without a status it is what the stream itself carried.
    APIError: ["provider_error", "http_status"],
    SyntaxError: ["malformed_json"],
  },
  ops: { "chat.stream": chat },
  shown,
});
