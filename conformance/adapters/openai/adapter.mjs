/** Drives the `openai` package as its readers do: `chat.completions.create({ stream: true })`, chunk by chunk. */
import { isBrokenOff, speak, versionOf } from "./frame.mjs";
import { OpenAI, APIError } from "openai";

const client = new OpenAI({ apiKey: "set for each job", baseURL: "http://127.0.0.1" });

async function chat(job, call) {
  const chunks = [];
  call.answer = () => ({ chunks });
  const one = client.withOptions({ baseURL: job.base_url, apiKey: job.api_key, maxRetries: job.options.max_retries });
  const stream = await one.chat.completions.create(job.request, { signal: call.signal });
  for await (const chunk of stream) {
    chunks.push(chunk);
    call.show(chunks.length);
    if (call.leavesAt(() => textOf(chunks))) break;
  }
}

const textOf = (chunks) => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");

function shown(error) {
  const status = error instanceof APIError && typeof error.status === "number" ? error.status : null;
  return {
    native: error?.constructor?.name ?? typeof error,
    message: String(error?.message ?? error),
    status,
    code: ["string", "number"].includes(typeof error?.code) ? error.code : null,
    class: status !== null ? "http_status" : isBrokenOff(error) ? "transport_reset" : null,
  };
}

await speak({
  client: { name: "openai", version: versionOf("openai"), entry: "chat.completions.create" },
  // What ChatCompletionChunk and APIError name; reasoning is in neither.
  capabilities: [
    ...["chat.stream", "report.chunks", "report.refusal", "report.tool_calls", "report.usage", "report.finish_reason"],
    ...["report.choices", "report.logprobs", "report.error", "observe.progress"],
    ...["action.abort.signal", "action.abort.break", "action.retry"],
  ],
  profiles: ["core"],
  error_map: {
    APIConnectionError: ["connect", "transport_reset"],
    APIConnectionTimeoutError: ["timeout.connect", "timeout.first_byte"],
    APIUserAbortError: ["aborted"],
    // Without a status it is what the stream itself carried.
    APIError: ["provider_error", "http_status"],
    SyntaxError: ["malformed_json"],
  },
  ops: { "chat.stream": chat },
  shown,
});
