/** Turns a case and its opened play into the job that the adapter is given. */
import type { Case } from "../shape/case.ts";
import type { OpenPlay } from "../shape/play.ts";
import type { ChatJob, Job } from "../shape/protocol.ts";

/** The one tool that requests declare: some clients refuse calls of a tool that was never declared. */
const GET_WEATHER = {
  type: "function",
  function: {
    name: "get_weather",
    description: "Tells the weather in a city.",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
} as const;

/** Where the client must connect. */
export type PlayAddress = Pick<OpenPlay, "baseUrl" | "eventsUrl" | "apiKey">;

export type JobTicket = { readonly id: string; readonly attempt: number; readonly deadlineMs: number };

/** The job names no case and no expectation: an adapter must not be able to tell what is due. */
export function jobOfPlay(given: Case, open: PlayAddress, ticket: JobTicket): Job {
  const shared = { type: "job", id: ticket.id, attempt: ticket.attempt, deadline_ms: ticket.deadlineMs } as const;
  if (given.op === "sse.read") {
    return { ...shared, op: "sse.read", url: open.eventsUrl, method: "GET", body: null };
  }
  const { include_usage, tools, n, logprobs } = given.request;
  const request: ChatJob["request"] = {
    model: "m",
    stream: true,
    ...(include_usage === true ? { stream_options: { include_usage: true } } : {}),
    messages: [{ role: "user", content: "hi" }],
    ...(tools === true ? { tools: [GET_WEATHER] } : {}),
    ...(n === undefined ? {} : { n }),
    ...(logprobs === undefined ? {} : { logprobs }),
  };
  return {
    ...shared,
    op: "chat.stream",
    base_url: open.baseUrl,
    api_key: open.apiKey,
    request,
    options: { max_retries: 0, timeouts_ms: { connect: null, first_byte: null, idle: null } },
    abort: given.abort,
  };
}
