/** Drives a client that is a function of this process, under the same contract as a child process. */
import { DEFAULT_LIMITS, safeParseTotal, ToolkitError } from "../../src/base/index.ts";
import type { Answer, Driver } from "../shape/driver.ts";
import { PROTOCOL_VERSION, Ready, Result, type Job } from "../shape/protocol.ts";
import type { InProcessClient, InProcessContext } from "../shape/in-process-client.ts";
import { findExcess } from "./find-excess.ts";
import { neutraliseText, quoteText } from "./neutralise-text.ts";
import { printIssues } from "./read-adapter-line.ts";

type Flight = { readonly abort: AbortController; readonly settle: (answer: Answer) => void };

type Described = { readonly detail: string; readonly stderrTail: string };

/** What a client throws may throw again when it is asked for its name: then it is described as what it is, no more. */
function describe(error: unknown): Described {
  try {
    if (!(error instanceof Error)) return { detail: `it threw ${quoteText(String(error), 400)}`, stderrTail: "" };
    return {
      detail: neutraliseText(`it threw ${String(error.name)}: ${String(error.message)}`.slice(0, 400)),
      stderrTail: neutraliseText(String(error.stack ?? "").slice(0, DEFAULT_LIMITS.stderrBytesKept)),
    };
  } catch {
    return { detail: `it threw what cannot be shown (${typeof error})`, stderrTail: "" };
  }
}

async function answerOf(
  client: InProcessClient,
  job: Job,
  abort: AbortController,
  context: Pick<InProcessContext, "fetch" | "progress">,
): Promise<Answer> {
  let given: object;
  try {
    given = await client.run(job, { ...context, signal: abort.signal });
  } catch (error) {
    return { kind: "crash", ...describe(error) };
  }
  try {
    // As it would have come through a pipe, so that undefined, dates and shared objects mean the same in every mode.
    const text = JSON.stringify({ ...given, type: "result", id: job.id, attempt: job.attempt });
    const excess = findExcess(text, DEFAULT_LIMITS);
    if (excess !== null) return { kind: "adapter_error", detail: `its result is invalid: ${excess.detail}` };
    const value: unknown = JSON.parse(text);
    const read = safeParseTotal(Result, value);
    if (read.success) return { kind: "result", result: read.data };
    return { kind: "adapter_error", detail: `its result is invalid: ${printIssues(read.issues, value)}` };
  } catch (error) {
    return { kind: "adapter_error", detail: `its result is no JSON: ${describe(error).detail}` };
  }
}

/**
 * A throw of `run` is a crash, a result that breaks the shape an adapter error; nothing rejects.
 * @throws ToolkitError ADAPTER_PROTOCOL where the client's `ready` breaks its shape.
 */
export function createInProcessDriver(
  client: InProcessClient,
  options: { readonly fetch?: typeof fetch } = {},
): Driver {
  const value: unknown = { ...client.ready, type: "ready", protocol: PROTOCOL_VERSION };
  const ready = safeParseTotal(Ready, value);
  if (!ready.success)
    throw new ToolkitError(
      "ADAPTER_PROTOCOL",
      "in-process client",
      `its ready is invalid: ${printIssues(ready.issues, value)}`,
    );
  const flights = new Map<string, Flight>();
  let closed = false;

  function giveUp(jobId: string): void {
    const flight = flights.get(jobId);
    if (flight === undefined) return;
    flights.delete(jobId);
    flight.settle({ kind: "abandoned" });
    flight.abort.abort();
  }

  return {
    ready: ready.data,

    submit(job, onProgress) {
      return new Promise((resolve) => {
        if (closed) return resolve({ kind: "adapter_error", detail: "the driver is closed" });
        if (flights.has(job.id))
          return resolve({ kind: "adapter_error", detail: `job ${job.id} is in flight already` });
        const flight: Flight = { abort: new AbortController(), settle: resolve };
        flights.set(job.id, flight);
        const progress = (chunks: number): void => {
          if (flights.get(job.id) === flight) onProgress?.(chunks);
        };
        void answerOf(client, job, flight.abort, { fetch: options.fetch ?? fetch, progress }).then((answer) => {
          // A job that was given up may have been submitted again under its id.
          if (flights.get(job.id) !== flight) return;
          flights.delete(job.id);
          resolve(answer);
        });
      });
    },

    /** There is no process to end: the signal is the only courtesy, and the answer is due at once. */
    abandon(jobId) {
      giveUp(jobId);
      return Promise.resolve(null);
    },

    /** One process, always the same. */
    generation: () => 1,

    takePollution: () => [],

    close() {
      closed = true;
      for (const jobId of flights.keys()) giveUp(jobId);
      return Promise.resolve();
    },
  };
}
