/** A driver: the runner's side of one client under test, whatever the mode. */
import type { Job, Ready, Result } from "./protocol.ts";

/** What came of one submitted job. */
export type Answer =
  | { readonly kind: "result"; readonly result: Result }
  | { readonly kind: "crash"; readonly detail: string; readonly stderrTail: string }
  | { readonly kind: "adapter_error"; readonly detail: string }
  | { readonly kind: "abandoned" };

export type Driver = {
  readonly ready: Ready;
  /** Hands the job over; resolves once with what came of it. Never rejects. */
  submit(job: Job): Promise<Answer>;
  /**
   * Past the deadline: a courtesy cancel, then the process group is ended and a fresh adapter started.
   * Resolves with a result that answered the cancel, kept as evidence. Other jobs in flight resolve `crash`.
   */
  abandon(jobId: string): Promise<Result | null>;
  /** Number, from 1, of the process that the next job runs in: it grows when one ends, and a new one wants a warm-up. */
  generation(): number;
  /** Lines that were no protocol message since the last call, quoted and bounded. */
  takePollution(): readonly string[];
  /** Says `bye`, waits, ends the process group. */
  close(): Promise<void>;
};
