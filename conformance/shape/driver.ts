/** A driver: the runner's side of one client under test, whatever the mode. */
import type { Job, Ready, Result } from "./protocol.ts";

/** What came of one submitted job. */
export type Answer =
  | { readonly kind: "result"; readonly result: Result }
  | {
      readonly kind: "crash";
      readonly detail: string;
      readonly stderrTail: string;
      /** Number of the process that ended: jobs that fell with one process share it. */
      readonly process?: number;
      /** The process ended over another job, which is known: nothing is held against this one. */
      readonly collateral?: boolean;
    }
  | {
      readonly kind: "adapter_error";
      readonly detail: string;
      readonly stderrTail?: string;
      /** No process can be had any more: whatever is submitted from now on ends the same way. */
      readonly final?: boolean;
    }
  | { readonly kind: "abandoned" };

export type Driver = {
  readonly ready: Ready;
  /**
   * Resolves once a process is there for the next job, or none can be had: a restart is on no job's clock. Never
   * rejects. A driver that starts nothing leaves it out.
   */
  prepare?(): Promise<void>;
  /**
   * Hands the job over; resolves once with what came of it. Never rejects. `onProgress` is told how many chunks
   * have reached the caller so far, by a client that says so.
   */
  submit(job: Job, onProgress?: (chunks: number) => void): Promise<Answer>;
  /**
   * Past the deadline: a courtesy cancel, then the process group is ended and a fresh adapter started.
   * Resolves with a result that answered the cancel, kept as evidence. Other jobs in flight resolve `crash`,
   * marked `collateral`.
   */
  abandon(jobId: string): Promise<Result | null>;
  /** Number, from 1, of the process that the next job runs in: it grows when one ends, and a new one wants a warm-up. */
  generation(): number;
  /** Lines that were no protocol message since the last call, quoted and bounded. */
  takePollution(): readonly string[];
  /** Ends the process though nothing is wrong with it, so that the next job has a fresh one; only while no job is in flight. */
  renew?(): Promise<void>;
  /** The end of what the job's process wrote to its standard error so far, harmless to a terminal. */
  stderrTail?(jobId: string): string;
  /** Says `bye`, waits, ends the process group. */
  close(): Promise<void>;
};
