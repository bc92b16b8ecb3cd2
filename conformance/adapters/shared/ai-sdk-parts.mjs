/** Reads the parts of the AI SDK's `streamText`, whatever provider its model is of. */
import { isBrokenOff, versionOf } from "./frame.mjs";
import { jsonSchema, streamText, tool } from "ai";

export const ENTRY = `streamText of ai ${versionOf("ai")}`;

export const ERROR_MAP = {
  AI_APICallError: ["http_status", "connect"],
  AI_JSONParseError: ["malformed_json"],
  AI_TypeValidationError: ["schema"],
  // What it raises for a stream without a finish reason.
  AI_InvalidResponseDataError: ["truncated"],
  AI_NoOutputGeneratedError: ["truncated"],
  AbortError: ["aborted"],
  // What the provider said in the stream is handed on as it came.
  object: ["provider_error"],
};

export async function readParts(model, job, call) {
  const { request, options } = job;
  let content = null;
  let reasoning = null;
  let finish;
  let parts = 0;
  const calls = new Map();
  const callOf = (id) => calls.get(id) ?? calls.set(id, { id, status: "partial" }).get(id);
  call.answer = () => ({
    message: {
      choices: [
        {
          index: 0,
          role: "assistant",
          content,
          reasoning,
          tool_calls: [...calls.values()],
          finish_reason: finish?.finishReason ?? null,
          finish_reason_raw: finish?.rawFinishReason ?? null,
        },
      ],
    },
    usage: readUsage(finish?.totalUsage),
  });
  const result = streamText({
    model,
    messages: request.messages,
    maxRetries: options.max_retries,
    abortSignal: call.signal,
    // Without an `execute` the call is handed out and nothing follows it.
    ...(request.tools === undefined ? {} : { tools: Object.fromEntries(request.tools.map(asTool)) }),
    // Its default prints; the parts say the same.
    onError: () => {},
  });
  for await (const part of result.fullStream) {
    parts += 1;
    call.show(parts);
    if (part.type === "text-delta") content = (content ?? "") + part.text;
    if (part.type === "reasoning-delta") reasoning = (reasoning ?? "") + part.text;
    if (part.type === "tool-input-start") callOf(part.id).name = part.toolName;
    if (part.type === "tool-input-delta") callOf(part.id).arguments = (callOf(part.id).arguments ?? "") + part.delta;
    if (part.type === "tool-call") {
      const { toolCallId, toolName, input, invalid } = part;
      const given = invalid === true ? { status: "invalid" } : { arguments_json: input, status: "final" };
      Object.assign(callOf(toolCallId), { name: toolName, ...given });
    }
    if (part.type === "error") call.tell(part.error, "event");
    if (part.type === "abort" && call.abort !== null) call.abort.seen = "event";
    if (part.type === "finish") finish = part;
    if (call.leavesAt(() => content ?? "")) break;
  }
  // Its own error form: an error part, and no finish but one that says so.
  if (call.errors.length > 0 && (finish === undefined || finish.finishReason === "error")) call.outcome = "failed";
}

export function shown(error) {
  const status = typeof error?.statusCode === "number" ? error.statusCode : null;
  const code = error?.data?.error?.code ?? error?.code;
  const message = typeof error === "string" ? error : String(error?.message ?? JSON.stringify(error));
  // The body of a refusal whose shape it does not know is in a public member, and the message is the status in words.
  const unread = status !== null && error.data === undefined && error.responseBody ? `\n${error.responseBody}` : "";
  return {
    native: error?.name ?? typeof error,
    message: message + unread,
    status,
    // A DOMException has a number of its own, which is no code of the provider's.
    code: typeof code === "string" || (typeof code === "number" && !(error instanceof Error && status === null)) ? code : null,
    class: isBrokenOff(error) ? "transport_reset" : null,
  };
}

function asTool({ function: { name, description, parameters } }) {
  return [name, tool({ description, inputSchema: jsonSchema(parameters) })];
}

/** AI SDK's names back into those of the wire; absent usage is an object of undefined members. */
function readUsage(usage) {
  if (usage === undefined) return null;
  const { inputTokenDetails: input, outputTokenDetails: output } = usage;
  const known = {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.totalTokens,
    ...(input?.cacheReadTokens === undefined ? {} : { prompt_tokens_details: { cached_tokens: input.cacheReadTokens } }),
    ...(output?.reasoningTokens === undefined ? {} : { completion_tokens_details: { reasoning_tokens: output.reasoningTokens } }),
  };
  return Object.values(known).every((value) => value === undefined) ? null : known;
}
