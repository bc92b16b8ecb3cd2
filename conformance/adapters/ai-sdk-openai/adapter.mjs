/** Drives `@ai-sdk/openai` through the `ai` package: `streamText`, every part of `fullStream` read. */
import { speak, versionOf } from "./frame.mjs";
import { ENTRY, ERROR_MAP, readParts, shown } from "./ai-sdk-parts.mjs";
import { createOpenAI } from "@ai-sdk/openai";

const chat = (job, call) =>
  readParts(createOpenAI({ baseURL: job.base_url, apiKey: job.api_key }).chat(job.request.model), job, call);

await speak({
  client: { name: "@ai-sdk/openai", version: versionOf("@ai-sdk/openai"), entry: ENTRY },
  // Tool calls, usage, finish and error have parts; the chat model documents no reasoning text, refusals or second choice.
  capabilities: [
    ...["chat.stream", "report.message", "report.tool_calls", "report.usage", "report.finish_reason"],
    ...["report.error", "observe.progress", "action.abort.signal", "action.abort.break", "action.retry"],
  ],
  profiles: ["core"],
  error_map: ERROR_MAP,
  ops: { "chat.stream": chat },
  shown,
});
