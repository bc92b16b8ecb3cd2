/** Drives a client for streamproof: one JSON object a line on standard input and output. */
import { createInterface } from "node:readline";
import { streamChat } from "./client.mjs";

// FILL IN: your client's name and version, and what its public types or documents say that it can do.
// `streamproof init` printed where to find the list of capabilities.
const READY = {
  type: "ready",
  protocol: 1,
  client: {
    name: "my-client",
    version: "0.0.0",
    language: "javascript",
    // What the client runs on, so that what this does wrong by itself is not held against the client.
    runtime: `node ${process.versions.node}`,
    transport: `undici ${process.versions.undici}`,
  },
  capabilities: [
    "chat.stream",
    "report.chunks",
    "report.tool_calls",
    "report.usage",
    "report.finish_reason",
    "report.error",
    "action.abort.signal",
  ],
  max_in_flight: 4,
  // Your client's error names, each with the classes that it may stand for.
  error_map: {
    ApiError: ["http_status", "content_type", "provider_error"],
    TruncatedError: ["truncated"],
    SyntaxError: ["malformed_json"],
    AbortError: ["aborted"],
  },
};

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

async function run(job) {
  const result = { type: "result", id: job.id, attempt: job.attempt, outcome: "completed", chunks: [], errors: [] };
  const aborting = new AbortController();
  let text = "";
  try {
    // FILL IN: call your client here, and hand on what it hands out: chunk by chunk as `chunks`, or what it
    // assembles as `message` and `usage` (then declare report.message in place of report.chunks).
    for await (const chunk of streamChat({
      baseUrl: job.base_url,
      apiKey: job.api_key,
      request: job.request,
      signal: aborting.signal,
    })) {
      result.chunks.push(chunk);
      text += chunk.choices?.[0]?.delta?.content ?? "";
      if (job.abort && text.includes(job.abort.after_text)) aborting.abort();
    }
  } catch (error) {
    result.outcome = "failed";
    result.errors.push({
      native: error.name,
      message: error.message,
      status: error.status ?? null,
      code: error.code ?? null,
      surface: "throw",
    });
  }
  if (job.abort)
    result.abort = { requested: aborting.signal.aborted, seen: result.errors.length > 0 ? "error" : "silent" };
  return result;
}

createInterface({ input: process.stdin }).on("line", async (line) => {
  if (line === "") return;
  const message = JSON.parse(line);
  if (message.type === "hello") say(READY);
  if (message.type === "bye") process.exit(0);
  if (message.type !== "job") return;
  if (message.op === "chat.stream") say(await run(message));
  else say({ type: "result", id: message.id, attempt: message.attempt, outcome: "unsupported" });
});
