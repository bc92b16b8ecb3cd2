/** The closed list of what an adapter can say it is able to do. */
import { z } from "zod";

/** Each capability with what it lets the runner ask or compare. */
export const CAPABILITIES = {
  "chat.stream": "runs a streaming chat completion",
  "sse.read": "reads a plain event stream and reports its events",
  "sse.http": "makes that request itself, so that status, content type and Accept count",
  "sse.reconnect": "reconnects by itself",
  "report.last_event_id": "reports the sticky last event id",
  "report.chunks": "reports the chunks that it yields",
  "report.message": "reports the message that it assembles",
  "report.reasoning": "reasoning text reaches the caller",
  "report.reasoning_details": "structured reasoning details reach the caller",
  "report.refusal": "refusal text reaches the caller",
  "report.tool_calls": "tool calls reach the caller",
  "report.usage": "token usage reaches the caller",
  "report.finish_reason": "the finish reason reaches the caller",
  "report.choices": "more than one choice (n > 1) reaches the caller",
  "report.logprobs": "log probabilities reach the caller",
  "report.error": "message and code of a provider's error reach the caller",
  "observe.progress": "sends `progress` as chunks reach the caller",
  "action.abort.signal": "aborts in mid-stream by an abort signal or cancel token",
  "action.abort.break": "aborts in mid-stream when the caller stops iterating",
  "action.abort.close": "aborts in mid-stream by an explicit close",
  "action.retry": "sets the number of retries",
  "action.timeout": "sets timeouts",
  "transport.h2": "speaks HTTP/2",
  "transport.tls": "speaks TLS",
} as const satisfies Record<string, string>;

export type Capability = keyof typeof CAPABILITIES;
export const Capability = z.enum(Object.keys(CAPABILITIES) as [Capability, ...Capability[]]);
