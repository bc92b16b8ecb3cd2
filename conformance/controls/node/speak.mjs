/** Speaks the client protocol for a bare transport of Node, so that whatever fails is that transport's doing. */
import { createInterface } from "node:readline";

/** Splits bytes into events by the WHATWG rules; a CR at the end of a read ends its line at once. */
async function* events(source) {
  const decoder = new TextDecoder();
  let [held, afterCr, data, kind, lastId] = ["", false, [], "", ""];
  for await (const bytes of source) {
    let text = decoder.decode(bytes, { stream: true });
    if (text === "") continue;
    const skipped = afterCr && text[0] === "\n" ? 1 : 0;
    afterCr = text.endsWith("\r");
    text = text.slice(skipped);
    const lines = (held + text).split(/\r\n|\r|\n/);
    held = lines.pop();
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) yield { event: kind || "message", data: data.join("\n"), id: lastId };
        [data, kind] = [[], ""];
        continue;
      }
      const colon = line.indexOf(":");
      const name = colon === -1 ? line : line.slice(0, colon);
      const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (name === "data") data.push(value);
      else if (name === "event") kind = value;
      else if (name === "id" && !value.includes("\0")) lastId = value;
    }
  }
}

class Refused extends Error {
  constructor(text, kind, status = null) {
    let error = text;
    try {
      error = JSON.parse(text).error ?? text;
    } catch {}
    super(typeof error === "object" ? String(error.message) : String(error).slice(0, 4096));
    this.told = { code: ["string", "number"].includes(typeof error?.code) ? error.code : null, class: kind, status };
  }
}

/** The answer's body, once its head says that it is an event stream. */
async function* bodyOf(opening) {
  const { status, type, body } = await opening;
  const kind =
    status !== 200
      ? "http_status"
      : /^text\/(?:event-stream|plain)\b/i.test(type ?? "text/plain")
        ? null
        : "content_type";
  if (kind === null) return yield* body;
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of body) text += decoder.decode(bytes, { stream: true });
  throw new Refused(text, kind, status);
}

async function* withBlankLine(source) {
  yield* source;
  // An event that lacks only its blank line is whole.
  yield Buffer.from("\n\n");
}

async function chat(job, open, result, progress) {
  const aborter = new AbortController();
  const opening = open({
    url: `${job.base_url}/chat/completions`,
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "text/event-stream",
      authorization: `Bearer ${job.api_key}`,
    },
    body: JSON.stringify(job.request),
    signal: aborter.signal,
  });
  let text = "";
  for await (const { event, data } of events(withBlankLine(bodyOf(opening)))) {
    if (data.trim() === "[DONE]") return;
    if (data.trim() === "") continue;
    const chunk = JSON.parse(data);
    result.chunks.push(chunk);
    progress();
    if (event === "error" || chunk?.error) throw new Refused(data, "provider_error");
    if (job.abort === null || result.abort !== null) continue;
    text += chunk?.choices?.[0]?.delta?.content ?? "";
    if (!text.includes(job.abort.after_text)) continue;
    result.abort = { requested: true, seen: "silent" };
    if (job.abort.how === "signal") aborter.abort();
    // Leaving the loop cancels the body, which is how one closes what has no other way.
    else if (job.abort.how === "break" || (await opening).close === undefined) return;
    else (await opening).close();
  }
}

async function run(job, { open, classOf }) {
  const { id, attempt } = job;
  const result = { type: "result", id, attempt, outcome: "completed", chunks: [], events: [], errors: [], abort: null };
  // Events count as chunks do.
  const progress = (shown) => write({ type: "progress", id, attempt, chunks: shown.length });
  try {
    if (job.op === "sse.read") {
      const asked = {
        url: job.url,
        method: job.method,
        headers: { accept: "text/event-stream" },
        body: job.body ?? undefined,
      };
      for await (const event of events(bodyOf(open(asked)))) {
        result.events.push(event);
        progress(result.events);
      }
    } else await chat(job, open, result, () => progress(result.chunks));
  } catch (error) {
    result.outcome = "failed";
    if (result.abort !== null) result.abort.seen = "error";
    const told = error instanceof Refused ? error.told : { code: error.cause?.code ?? error.code ?? null };
    told.class ??=
      result.abort !== null || error.name === "AbortError"
        ? "aborted"
        : error instanceof SyntaxError
          ? "malformed_json"
          : classOf(error);
    // fetch wraps every failure of a socket in a TypeError: the cause names it.
    const native = error.cause?.constructor?.name ?? error.constructor?.name ?? "Error";
    const message = [error.message, error.cause?.message].filter(Boolean).join(": ");
    result.errors.push({ native, message, surface: "throw", after_chunks: result.chunks.length, ...told });
  }
  return result;
}

function write(message) {
  const line = JSON.stringify(message).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  process.stdout.write(`${line}\n`);
}

/** `open` makes the request and resolves with status, content type, body (slices of bytes) and close. */
export async function speak({ name, entry, transport, aborts, open, classOf }) {
  const runtime = `node ${process.versions.node}`;
  const reports = [
    "chunks",
    "reasoning",
    "refusal",
    "tool_calls",
    "usage",
    "finish_reason",
    "choices",
    "logprobs",
    "error",
  ];
  const capabilities = [
    "chat.stream",
    "sse.read",
    "sse.http",
    "report.last_event_id",
    "observe.progress",
    "action.retry",
  ];
  capabilities.push(...reports.map((it) => `report.${it}`), ...aborts.map((how) => `action.abort.${how}`));
  const client = { name, version: process.versions.node, language: "javascript", runtime, entry, transport };
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const message = line === "" ? {} : JSON.parse(line);
    if (message.type === "hello") write({ type: "ready", protocol: 1, client, capabilities, max_in_flight: 8 });
    if (message.type === "bye") break;
    if (message.type === "job") void run(message, { open, classOf }).then(write);
  }
  process.exit(0);
}
