/** Drives `@ai-sdk/openai-compatible` through the `ai` package: `streamText`, every part of `fullStream` read. */
import { speak, versionOf } from "./frame.mjs";
import { ENTRY, ERROR_MAP, readParts, shown } from "./ai-sdk-parts.mjs";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";

function chat(job, call) {
  const provider = createOpenAICompatible({
    name: "streamproof",
    baseURL: job.base_url,
    apiKey: job.api_key,
    includeUsage: job.request.stream_options?.include_usage ?? false,
  });
  return readParts(provider(job.request.model), job, call);
}

await speak({
  client: {
    name: "@ai-sdk/openai-compatible",
    version: versionOf("@ai-sdk/openai-compatible"),
    entry: ENTRY,
  },
  // Reasoning, tool calls, usage, finish and error have parts; nothing public names refusals, logprobs or a second choice.
  capabilities: [
    ...["chat.stream", "report.message", "report.reasoning", "report.tool_calls", "report.usage", "report.finish_reason"],
    ...["report.error", "observe.progress", "action.abort.signal", "action.abort.break", "action.retry"],
  ],
  // Its documents name DeepSeek among those whose reasoning it reads.
  profiles: ["core", "deepseek"],
  error_map: ERROR_MAP,
  ops: { "chat.stream": chat },
  shown,
});
