/** Drives `groq-sdk` as its README shows: `chat.completions.create({ stream: true })`, chunk by chunk. */
import { isBrokenOff, speak, versionOf } from "./frame.mjs";
import { Groq, APIError } from "groq-sdk";

const client = new Groq({ apiKey: "set for each job", baseURL: "http://127.0.0.1" });

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
  // `APIError.error` is what the server sent: of a refusal the whole body, of a stream its error.
  const code = error?.error?.error?.code ?? error?.error?.code ?? error?.code;
  return {
    native: error?.constructor?.name ?? typeof error,
    message: String(error?.message ?? error),
    status,
    code: ["string", "number"].includes(typeof code) ? code : null,
    class: status !== null ? "http_status" : isBrokenOff(error) ? "transport_reset" : null,
  };
}

await speak({
  client: { name: "groq-sdk", version: versionOf("groq-sdk"), entry: "chat.completions.create" },
  // What ChatCompletionChunk and APIError name; a refusal is in neither, and usage is there as `x_groq.usage`.
  capabilities: [
    ...["chat.stream", "report.chunks", "report.reasoning", "report.tool_calls", "report.usage", "report.finish_reason"],
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
