/** Drives the `openai` package as its readers do: `chat.completions.create({ stream: true })`, chunk by chunk. */
import { speak, versionOf } from "./frame.mjs";
import { chunkByChunk, errorReader } from "./openai-sdk.mjs";
import { OpenAI, APIError } from "openai";

const client = new OpenAI({ apiKey: "set for each job", baseURL: "http://127.0.0.1" });

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
  ops: { "chat.stream": chunkByChunk(client) },
  shown: errorReader({ APIError }),
});
