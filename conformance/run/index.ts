/** The door of `conformance/run`. */
export { buildReport, type ReportFacts } from "./build-report.ts";
export { runCatalogue, type RunOptions, type RunOutcome, type RunProgress } from "./run-catalogue.ts";
export type { Budget, ChosenPlays } from "./choose-plays.ts";
export { DEFAULT_CLOCK, type RunClock } from "./play-once.ts";
