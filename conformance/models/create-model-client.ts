/** Puts the steps of a client together: a client under test as a function of this process. */
import type { InProcessClient, InProcessContext, InProcessResult } from "../shape/in-process-client.ts";
import type { ChatJob, Job, ReportedError, SseJob } from "../shape/protocol.ts";
import { ModelError, type ModelFold, type ModelParts } from "./model-parts.ts";
import { memberOf } from "./right-parts.ts";

const CAPABILITIES = [
  "chat.stream",
  "sse.read",
  "sse.http",
  "report.last_event_id",
  "report.message",
  "report.reasoning",
  "report.refusal",
  "report.tool_calls",
  "report.usage",
  "report.finish_reason",
  "report.choices",
  "report.error",
  "action.abort.signal",
  "action.abort.break",
  "action.abort.close",
  "action.retry",
] as const;

/** What a client can do that reads plain event streams and nothing else. */
const READER_CAPABILITIES = ["sse.read", "sse.http", "report.last_event_id"] as const;

/** As `createModelClient`, for a reader of events. */
export function createModelReader(name: string, parts: ModelParts): InProcessClient {
  const client = createModelClient(name, parts);
  return { ...client, ready: { ...client.ready, capabilities: READER_CAPABILITIES } };
}

/** `name` is what reports call it. */
export function createModelClient(name: string, parts: ModelParts): InProcessClient {
  return {
    ready: {
      client: { name, version: "0.0.0", language: "typescript", entry: "model" },
      capabilities: CAPABILITIES,
      profiles: ["core", "openai", "openrouter", "azure", "deepseek", "perplexity", "xai"],
      max_in_flight: 8,
    },
    run: (job: Job, context) =>
      job.op === "chat.stream" ? chat(parts, job, context) : readEvents(parts, job, context),
  };
}

type Seen = { done: boolean; finish: boolean };

async function chat(parts: ModelParts, job: ChatJob, context: InProcessContext): Promise<InProcessResult> {
  const fold = parts.createFold();
  const aborter = new AbortController();
  const seen: Seen = { done: false, finish: false };
  const errors: ReportedError[] = [];
  let aborted = false;
  const onAbort = (): void => {
    aborted = true;
    if (parts.abortReaches) aborter.abort();
  };
  const post = (): Promise<void> => postAndRead(parts, job, { context, aborter, fold, seen, onAbort });
  try {
    await (parts.onTransportError === "post_again"
      ? post().catch((error: unknown) => (isShown(error) ? Promise.reject(error) : post()))
      : post());
    parts.checkEnd(seen);
  } catch (error) {
    if (!aborted && !(parts.onTransportError === "end_quietly" && !isShown(error))) errors.push(shownOf(error));
  }
  // What had come before a failure is still handed out; an accumulator that fails itself hands out nothing.
  let ended: ReturnType<ModelFold["end"]> = { message: { choices: [] }, usage: null };
  try {
    ended = fold.end();
  } catch (error) {
    if (errors.length === 0) errors.push(shownOf(error));
  }
  const { message, usage } = ended;
  return {
    outcome: errors.length === 0 ? "completed" : "failed",
    message,
    usage: usage ?? null,
    errors,
    abort: job.abort === null ? null : { requested: true, seen: "silent" },
  };
}

type Exchange = {
  readonly context: InProcessContext;
  readonly aborter: AbortController;
  readonly fold: ModelFold;
  readonly seen: Seen;
  readonly onAbort: () => void;
};

async function postAndRead(parts: ModelParts, job: ChatJob, exchange: Exchange): Promise<void> {
  const { context, aborter, fold, seen, onAbort } = exchange;
  const response = await context.fetch(`${job.base_url}/chat/completions`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "text/event-stream",
      authorization: `Bearer ${job.api_key}`,
    },
    body: JSON.stringify(job.request),
    signal: AbortSignal.any([aborter.signal, context.signal]),
  });
  await parts.checkHead(response);
  const decoder = parts.createDecoder();
  let text = "";
  const take = (events: ReturnType<typeof decoder.push>): boolean => {
    for (const event of events) {
      if (parts.isDone(event.data)) {
        seen.done = true;
        if (parts.afterDone === "cancel") return true;
        continue;
      }
      if (seen.done && parts.afterDone === "wait_for_close") continue;
      const chunk = parts.readChunk(event);
      if (chunk === undefined) continue;
      const error = parts.errorOf(chunk);
      if (error !== undefined) throw new ModelError(error);
      fold.push(chunk);
      seen.finish ||= hasFinish(chunk);
      text += contentOf(chunk);
      if (job.abort !== null && text.includes(job.abort.after_text)) onAbort();
    }
    return false;
  };
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (take(decoder.push(value))) {
      await reader.cancel();
      return;
    }
  }
  take(decoder.end());
}

function firstChoice(chunk: unknown): unknown {
  const choices = memberOf(chunk, "choices");
  return Array.isArray(choices) ? choices[0] : undefined;
}

const hasFinish = (chunk: unknown): boolean => typeof memberOf(firstChoice(chunk), "finish_reason") === "string";

function contentOf(chunk: unknown): string {
  const content = memberOf(memberOf(firstChoice(chunk), "delta"), "content");
  return typeof content === "string" ? content : "";
}

async function readEvents(parts: ModelParts, job: SseJob, context: InProcessContext): Promise<InProcessResult> {
  const events: { event: string; data: string; id: string }[] = [];
  const take = (read: readonly { event: string; data: string; id: string }[]): void => {
    for (const { event, data, id } of read) events.push({ event, data, id });
  };
  try {
    const response = await context.fetch(job.url, {
      method: job.method,
      headers: { accept: "text/event-stream" },
      signal: context.signal,
    });
    await parts.checkHead(response);
    const decoder = parts.createDecoder();
    const reader = response.body?.getReader();
    for (;;) {
      const read = await reader?.read();
      if (read === undefined || read.done) break;
      take(decoder.push(read.value));
    }
    take(decoder.end());
    return { outcome: "completed", events, errors: [] };
  } catch (error) {
    return { outcome: "failed", events, errors: [shownOf(error)] };
  }
}

const isShown = (error: unknown): error is ModelError => error instanceof ModelError;

/** The transport's own errors are named as fetch names them; an accident of the language keeps its name. */
function shownOf(error: unknown): ReportedError {
  if (isShown(error)) return error.shown;
  const native = error instanceof Error ? error.name : "Error";
  const message = error instanceof Error ? error.message : String(error);
  const transport = /^(?:terminated|fetch failed|aborted)/.test(message);
  return { native, message, surface: "throw", ...(transport ? { class: "transport_reset" as const } : {}) };
}
