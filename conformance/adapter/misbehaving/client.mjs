/** A plain streaming client that the misbehaving adapters of whole runs share, and the place where each puts its fault. */
import { appendFileSync, readFileSync } from "node:fs";
import { answer, READY, serve, write } from "./lines.mjs";

/** The chunks of one answer, read as they come; an error status is thrown. */
async function stream(job) {
  const response = await fetch(`${job.base_url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${job.api_key}` },
    body: JSON.stringify(job.request),
  });
  if (!response.ok) throw Object.assign(new Error("refused"), { status: response.status });
  const chunks = [];
  let held = "";
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    held += decoder.decode(bytes, { stream: true });
    const blocks = held.split("\n\n");
    held = blocks.pop();
    for (const block of blocks) if (block !== "data: [DONE]") chunks.push(JSON.parse(block.slice("data: ".length)));
  }
  return chunks;
}

/** What an honest adapter answers a job with. */
export async function honest(job) {
  try {
    return answer(job, { chunks: await stream(job) });
  } catch (error) {
    return answer(job, { outcome: "failed", errors: [{ native: error.name, status: error.status ?? null }] });
  }
}

/** The job that a fault is meant for: an adapter knows no case, but it sees what it is asked for. */
export function isMarked(job) {
  return job.request.stream_options !== undefined;
}

/** The how manieth process this is; the processes of a run keep count in the file named by the first argument. */
export function countStart() {
  appendFileSync(process.argv[2], ".");
  return readFileSync(process.argv[2], "utf8").length;
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const forever = () => new Promise(() => {});

/**
 * Answers honestly, but where a fault says `true` the answer is the fault's business: `before` is asked when the job
 * comes, `after` when its stream was read.
 */
export function serveClient({ before = () => false, after = () => false, onCancel = () => {}, ready = READY }) {
  serve(async (message) => {
    if (message.type === "cancel") return onCancel(message);
    if (message.type !== "job" || (await before(message)) === true) return;
    const result = await honest(message);
    if ((await after(message, result)) !== true) write(result);
  }, ready);
}
