/** An adapter over a small right client of its own; its argument names the one flaw that it has, if any. */
import { createInterface } from "node:readline";

const flaw = process.argv[2] ?? "none";
const has = (name) => flaw === name;
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const READY = {
  type: "ready",
  protocol: 1,
  client: { name: `flawed-${flaw}`, version: "1" },
  capabilities: [
    "chat.stream",
    "report.message",
    "report.tool_calls",
    "report.usage",
    "report.finish_reason",
    "report.error",
    "action.abort.signal",
  ],
  max_in_flight: 4,
};

/** The client: right, and as plain as can be. */
async function chat(job, signal, onText) {
  const response = await fetch(`${job.base_url}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${job.api_key}`, "content-type": "application/json" },
    body: JSON.stringify(job.request),
    signal,
  });
  if (!response.ok) throw Object.assign(new Error(await response.text()), { status: response.status });
  const answer = { content: "", calls: [], finish: null, usage: null };
  let held = "";
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    held += decoder.decode(bytes, { stream: true });
    const lines = held.split("\n");
    held = lines.pop();
    for (const line of lines.filter((one) => one.startsWith("data: "))) {
      if (line === "data: [DONE]") return answer;
      const chunk = JSON.parse(line.slice("data: ".length));
      if (chunk.usage) answer.usage = chunk.usage;
      const [choice] = chunk.choices;
      const text = choice?.delta.content ?? "";
      if (!(has("drops-repeated-text") && text !== "" && text === answer.last)) answer.content += text;
      answer.last = text;
      for (const call of choice?.delta.tool_calls ?? []) {
        const known = (answer.calls[call.index] ??= { id: call.id, name: call.function.name, arguments: "" });
        known.arguments += call.function.arguments;
      }
      answer.finish = choice?.finish_reason ?? answer.finish;
      onText(answer);
      if (chunk.error && !has("swallows-errors"))
        throw Object.assign(new Error(chunk.error.message), { answer, code: chunk.error.code });
    }
  }
  throw Object.assign(new Error("no [DONE]"), { answer });
}

function messageOf({ content, calls, finish }) {
  let text = content;
  if (has("trims-text")) text = text.trim();
  if (has("splits-lines")) text = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).join("\n");
  if (has("cuts-long-text")) text = text.slice(0, 65_536);
  if (has("stops-at-nul")) text = text.split("\0")[0];
  if (has("strips-beyond-bmp")) text = text.replace(/[\u{10000}-\u{10ffff}]/gu, "?");
  const printed = (call) =>
    has("reprints-arguments") ? { ...call, arguments: JSON.stringify(JSON.parse(call.arguments)) } : call;
  return {
    choices: [
      {
        index: 0,
        content: text,
        tool_calls: (has("first-call-only") ? calls.slice(0, 1) : calls).map(printed),
        finish_reason: finish ?? (has("invents-stop") ? "stop" : null),
      },
    ],
  };
}

async function run(job) {
  const aborting = new AbortController();
  let seen = { content: "", calls: [], finish: null, usage: null };
  let failed = null;
  try {
    await chat(job, aborting.signal, (answer) => {
      seen = answer;
      if (job.abort && answer.content.includes(job.abort.after_text)) aborting.abort();
    });
  } catch (error) {
    failed = error;
  }
  let outcome = failed === null ? "completed" : "failed";
  if (has("outcome-from-text") && /error|exception/i.test(seen.content)) outcome = "failed";
  const usage =
    has("hard-codes-usage") && seen.usage ? { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } : seen.usage;
  return {
    type: "result",
    id: job.id,
    attempt: job.attempt,
    outcome,
    message: messageOf(seen),
    usage,
    errors:
      failed === null
        ? []
        : [{ native: failed.name, message: failed.message, status: failed.status ?? null, code: failed.code ?? null }],
    abort: job.abort ? { requested: aborting.signal.aborted, seen: "error" } : null,
  };
}

const KNOWN = ["type", "id", "attempt", "op", "base_url", "api_key", "deadline_ms", "request", "options", "abort"];
const waiting = [];

/** Holds every answer back a little, and gives two that are held at once each other's ids. */
function saySwapped(result) {
  waiting.push(result);
  setTimeout(() => {
    const at = waiting.indexOf(result);
    if (at === -1) return;
    waiting.splice(at, 1);
    const other = waiting.pop();
    say(other === undefined ? result : { ...result, id: other.id });
    if (other !== undefined) say({ ...other, id: result.id });
  }, 150);
}

async function hear(message) {
  if (message.type === "hello") return say(READY);
  if (message.type === "bye") return has("ignores-bye") ? setInterval(() => {}, 1_000) : process.exit(0);
  if (message.type !== "job") return undefined;
  if (message.op !== "chat.stream" && !has("completes-unknown-op"))
    return say({ type: "result", id: message.id, outcome: "unsupported" });
  if (has("refuses-unknown-members") && Object.keys(message).some((name) => !KNOWN.includes(name))) {
    return say({
      type: "result",
      id: message.id,
      outcome: "failed",
      errors: [{ native: "TypeError", message: "what is this" }],
    });
  }
  if (has("prints-noise")) process.stdout.write("job begins\n");
  const result = await run(message);
  return has("swaps-ids") ? saySwapped(result) : say(result);
}

createInterface({ input: process.stdin }).on("line", (line) => hear(JSON.parse(line)));
