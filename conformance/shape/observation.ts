/** An observation: all that a client reported and the server saw of one play. */
import type { Answer } from "./driver.ts";
import type { Result } from "./protocol.ts";
import type { ServerRecord } from "./play.ts";

/** How the attempt ended, as the runner saw it. */
export type Ending =
  | {
      readonly kind: "result";
      readonly result: Result;
      /** On the clock of the server's record. */ readonly atMs: number;
    }
  | { readonly kind: "deadline"; readonly late: Result | null; readonly afterMs: number; readonly stderrTail?: string }
  /** Our own side could not play the script: nothing is said of the client. */
  | { readonly kind: "harness_error"; readonly detail: string }
  | Extract<Answer, { readonly kind: "crash" | "adapter_error" }>;

export type Observation = {
  readonly ending: Ending;
  readonly server: ServerRecord;
  /** Lines that were no protocol message, quoted and bounded. */
  readonly pollution: readonly string[];
};
