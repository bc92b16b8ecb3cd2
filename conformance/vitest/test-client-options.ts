/** What the tests of a client are asked for. */
import type { Mode } from "../cli/spawn-driver.ts";
import type { InProcessClient } from "../shape/in-process-client.ts";

export type TestClientOptions = {
  /** The adapter's command, started without a shell, or the client as a function of this process. */
  readonly client: readonly [string, ...string[]] | InProcessClient;
  /** Uids, ids or globs of the cases to test; all of them by default. */
  readonly only?: readonly string[];
  /** The level at which a failure fails its test (`must` by default); what is below is annotated. */
  readonly gate?: "must" | "should";
  readonly variants?: "default" | "none" | "all";
  /** `in-process` hands a function a fetch of our own, one slice a read, without a network; `http` by default. */
  readonly over?: "http" | "in-process";
  /** Dialects to hold the client to; what it claims by default. */
  readonly profiles?: readonly string[];
  /** A file of expected failures; `streamproof.expect.yaml` by default, if it is there. False reads none. */
  readonly expect?: string | false;
  /** Another catalogue than the one that ships with the toolkit: a folder. */
  readonly fixtures?: string;
  /** Of a command: one process for all jobs (`stdio`, by default) or one a job. */
  readonly mode?: Mode;
  /** Folder that a command starts in, and that `expect` is relative to; the current one by default. */
  readonly cwd?: string;
  /** Environment variables that a command is let have beside the harmless ones. */
  readonly passEnv?: readonly string[];
  /** Plays at once, at most what the client allows; 8 by default. */
  readonly jobs?: number;
  /** Milliseconds that the client has for one answer, beside its planned delivery; 5,000 by default. */
  readonly deadlineMs?: number;
  /** Milliseconds of the gap between two slices; 5 by default. */
  readonly gapMs?: number;
  /** Milliseconds that a command has to be ready; 30,000 by default. */
  readonly startupMs?: number;
};
