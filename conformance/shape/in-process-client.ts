/** A client under test as a function of this process: what it can do, how it answers one job. */
import type { Capability } from "./capability.ts";
import type { ClientIdentity, ErrorClass, Job, ReportedError, ReportedEvent, ReportedMessage } from "./protocol.ts";

/** A `ready` line without its type and protocol; what is left out takes the protocol's default. */
export type InProcessReady = {
  readonly client: ClientIdentity;
  readonly capabilities: readonly Capability[];
  readonly profiles?: readonly string[];
  readonly max_in_flight?: number;
  readonly error_map?: Readonly<Record<string, readonly ErrorClass[]>>;
  readonly usage_absent_as?: "zero" | null;
};

/** A `result` line without its type, id and attempt. */
export type InProcessResult = {
  readonly outcome: "completed" | "failed" | "unsupported";
  readonly chunks?: readonly unknown[] | null;
  readonly message?: ReportedMessage | null;
  readonly usage?: Readonly<Record<string, unknown>> | null;
  readonly events?: readonly ReportedEvent[] | null;
  readonly reconnects?: number | null;
  readonly errors?: readonly ReportedError[];
  readonly abort?: { readonly requested: boolean; readonly seen?: "silent" | "error" | "event" | null } | null;
};

export type InProcessContext = {
  /** What the client is to make its requests with: the stage's own, or the runtime's. */
  readonly fetch: typeof fetch;
  /** Aborted when the job is given up. */
  readonly signal: AbortSignal;
  /** Tells how many chunks have reached the caller so far (observe.progress). */
  readonly progress: (chunks: number) => void;
};

export type InProcessClient = {
  readonly ready: InProcessReady;
  run(job: Job, context: InProcessContext): Promise<InProcessResult>;
};
