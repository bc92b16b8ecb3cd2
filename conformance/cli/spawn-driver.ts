/** Starts an adapter in the mode that was asked for. */
import { spawnExecDriver, spawnStdioDriver, type StdioDriverOptions } from "../adapter/index.ts";
import type { Driver } from "../shape/driver.ts";

/** `stdio`: one process for all jobs; `exec`: a process a job. */
export type Mode = "stdio" | "exec";

/** Rejects with a ToolkitError where the adapter does not get ready. */
export function spawnDriver(mode: Mode, options: StdioDriverOptions): Promise<Driver> {
  return mode === "exec" ? spawnExecDriver(options) : spawnStdioDriver(options);
}
