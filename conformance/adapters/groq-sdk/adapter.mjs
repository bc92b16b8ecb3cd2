/** Drives `groq-sdk` as its README shows: `chat.completions.create({ stream: true })`, chunk by chunk. */
import { speak, versionOf } from "./frame.mjs";
import { chunkByChunk, errorReader } from "./openai-sdk.mjs";
import { Groq, APIError } from "groq-sdk";

const client = new Groq({ apiKey: "set for each job", baseURL: "http://127.0.0.1" });

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
  ops: { "chat.stream": chunkByChunk(client) },
  shown: errorReader({
    APIError,
    // `APIError.error` is what the server sent: of a refusal the whole body, of a stream its error.
    codeOf: (error) => error?.error?.error?.code ?? error?.error?.code ?? error?.code,
  }),
});
