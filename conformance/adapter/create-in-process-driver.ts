/** Drives a client that is a function of this process, under the same contract as a child process. */
import { ToolkitError } from "../../src/base/index.ts";
import type { Answer, Driver } from "../shape/driver.ts";
import { PROTOCOL_VERSION, Ready, Result, type Job } from "../shape/protocol.ts";
import type { InProcessClient, InProcessContext } from "../shape/in-process-client.ts";
import { neutraliseText, quoteText } from "./neutralise-text.ts";
import { printIssues } from "./read-adapter-line.ts";

type Flight = { readonly abort: AbortController; readonly settle: (answer: Answer) => void };

/** As it would have come through a pipe, so that undefined, dates and shared objects mean the same in every mode. */
function throughJson(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}

function describe(error: unknown): { readonly detail: string; readonly stderrTail: string } {
  if (!(error instanceof Error)) return { detail: `it threw ${quoteText(String(error), 400)}`, stderrTail: "" };
  return {
    detail: neutraliseText(`it threw ${error.name}: ${error.message}`.slice(0, 400)),
    stderrTail: neutraliseText(error.stack ?? ""),
  };
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
    const value = throughJson({ ...given, type: "result", id: job.id, attempt: job.attempt });
    const read = Result.safeParse(value);
    if (read.success) return { kind: "result", result: read.data };
    return { kind: "adapter_error", detail: `its result is invalid: ${printIssues(read.error, value)}` };
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
  const ready = Ready.safeParse(value);
  if (!ready.success)
    throw new ToolkitError(
      "ADAPTER_PROTOCOL",
      "in-process client",
      `its ready is invalid: ${printIssues(ready.error, value)}`,
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
