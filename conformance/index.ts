/** The door of `streamproof/conformance`: shapes, judge, runner, stages and drivers for use from code. */
export * from "./shape/index.ts";
export { runCatalogue, buildReport, DEFAULT_CLOCK, type RunClock, type RunOptions, type RunOutcome, type RunProgress } from "./run/index.ts";
export { judge, statusOfPlay, caseVerdict, exitCode } from "./judge/index.ts";
export { expandCase } from "./expand/index.ts";
export { startHttpStage, createInProcessStage } from "./server/index.ts";
export { spawnStdioDriver, createInProcessDriver, type InProcessClient } from "./adapter/index.ts";
export { REPORTERS } from "./reporters/index.ts";
