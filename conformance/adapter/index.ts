/** The door of `conformance/adapter`: the runner's side of a client under test. */
export { spawnStdioDriver, type StdioDriverOptions } from "./spawn-stdio-driver.ts";
export { spawnExecDriver, type ExecDriverOptions } from "./spawn-exec-driver.ts";
export { createInProcessDriver } from "./create-in-process-driver.ts";
export type { InProcessClient, InProcessContext, InProcessReady, InProcessResult } from "../shape/in-process-client.ts";
export { neutraliseText, quoteText } from "./neutralise-text.ts";
