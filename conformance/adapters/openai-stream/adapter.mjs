/** Drives the `.stream()` helper of the `openai` package: iterated to its end, then `finalChatCompletion()`. */
import { isBrokenOff, speak, versionOf } from "./frame.mjs";
import { clientFor, errorReader } from "./openai-sdk.mjs";
import { OpenAI, APIError } from "openai";

const client = new OpenAI({ apiKey: "set for each job", baseURL: "http://127.0.0.1" });

async function chat(job, call) {
  let whole = null;
  let partial = null;
  let chunks = 0;
  call.answer = () => ({
    message: whole !== null ? readMessage(whole, "final") : partial !== null ? readMessage(partial, "partial") : null,
    usage: (whole ?? partial)?.usage ?? null,
  });
  const { stream: _, ...request } = job.request;
  const stream = clientFor(client, job).chat.completions.stream(request, { signal: call.signal });
  for await (const _chunk of stream) {
    chunks += 1;
    // The helper drops its snapshot before it finalises; what it showed until then is still what the caller had.
    partial = stream.currentChatCompletionSnapshot ?? partial;
    call.show(chunks);
    if (call.leavesAt(() => partial?.choices[0]?.message.content ?? "")) break;
  }
  if (call.abort === null) whole = await stream.finalChatCompletion();
}

/** A ChatCompletion, or its snapshot where the stream did not come to its end; a missing index leaves a hole. */
function readMessage(completion, status) {
  return {
    choices: completion.choices.filter(Boolean).map(({ index, message, finish_reason }) => ({
      index,
      role: message.role ?? null,
      content: message.content ?? null,
      refusal: message.refusal ?? null,
      tool_calls: (message.tool_calls ?? []).filter(Boolean).map((call) => ({
        id: call.id ?? null,
        name: call.function?.name ?? null,
        arguments: call.function?.arguments ?? null,
        status,
      })),
      finish_reason: finish_reason ?? null,
    })),
  };
}

/** The helper wraps what it did not raise itself in an OpenAIError. */
function classOfCause(error) {
  const inner = error?.cause instanceof Error ? error.cause : error;
  if (isBrokenOff(inner)) return "transport_reset";
  return inner instanceof SyntaxError ? "malformed_json" : null;
}

await speak({
  client: { name: "openai", version: versionOf("openai"), entry: "chat.completions.stream" },
  // What ChatCompletion and APIError name; reasoning is in neither.
  capabilities: [
    ...["chat.stream", "report.message", "report.refusal", "report.tool_calls", "report.usage", "report.finish_reason"],
    ...["report.choices", "report.error", "observe.progress", "action.abort.signal", "action.abort.break", "action.retry"],
  ],
  profiles: ["core"],
  error_map: {
    APIConnectionError: ["connect", "transport_reset"],
    APIConnectionTimeoutError: ["timeout.connect", "timeout.first_byte"],
    APIUserAbortError: ["aborted"],
    // Without a status it is what the stream itself carried.
    APIError: ["provider_error", "http_status"],
    // What the helper raises where it cannot make a completion of what came.
    OpenAIError: ["truncated", "schema"],
    SyntaxError: ["malformed_json"],
  },
  ops: { "chat.stream": chat },
  shown: errorReader({ APIError, classOf: classOfCause }),
});
