/** What adapters of the `openai` package and of SDKs built like it share: the client of a job, the iteration, the errors. */
import { isBrokenOff } from "./frame.mjs";

/** A copy of the client that speaks to the job's server. */
export function clientFor(client, job) {
  return client.withOptions({ baseURL: job.base_url, apiKey: job.api_key, maxRetries: job.options.max_retries });
}

/** The op `chat.stream`, iterated chunk by chunk: each is reported as the caller had it. */
export function chunkByChunk(client) {
  return async function chat(job, call) {
    const chunks = [];
    call.answer = () => ({ chunks });
    const stream = await clientFor(client, job).chat.completions.create(job.request, { signal: call.signal });
    for await (const chunk of stream) {
      chunks.push(chunk);
      call.show(chunks.length);
      if (call.leavesAt(() => textOf(chunks))) break;
    }
  };
}

const textOf = (chunks) => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");

/**
 * What a caller can see of an error. `APIError` is the SDK's own class; `codeOf` finds the provider's code, `classOf` is
 * asked of errors without a status.
 */
export function errorReader({ APIError, codeOf = (error) => error?.code, classOf = classOfTransport }) {
  return function shown(error) {
    const status = error instanceof APIError && typeof error.status === "number" ? error.status : null;
    const code = codeOf(error);
    return {
      native: error?.constructor?.name ?? typeof error,
      message: String(error?.message ?? error),
      status,
      code: ["string", "number"].includes(typeof code) ? code : null,
      class: status !== null ? "http_status" : classOf(error),
    };
  };
}

function classOfTransport(error) {
  return isBrokenOff(error) ? "transport_reset" : null;
}
