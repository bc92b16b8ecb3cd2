/** The door of `conformance/run`. */
export { buildReport, type ReportFacts } from "./build-report.ts";
export { redactVerdict } from "./redact-report.ts";
export { openRun, type OpenRun, type OpenRunOptions, type RunProgress } from "./open-run.ts";
export { runCatalogue, type RunOptions, type RunOutcome } from "./run-catalogue.ts";
export { casePlays, type CasePlaysOptions } from "./case-plays.ts";
export type { CasePlays } from "./run-case.ts";
export type { Budget, ChosenPlays } from "./choose-plays.ts";
export { DEFAULT_CLOCK, type RunClock } from "./play-once.ts";
