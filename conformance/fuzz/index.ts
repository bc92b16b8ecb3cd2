/** The door of `conformance/fuzz`. */
export { runFuzz, type FuzzOptions, type FuzzProgress } from "./run-fuzz.ts";
export { fuzzScope, STREAM_BYTES_MAX, type FuzzScope, type FuzzScopeOptions } from "./fuzz-scope.ts";
export { FUZZ_PROPERTIES, FUZZ_PROPERTY_NAMES, propertiesFor, type FuzzPropertyName } from "./fuzz-properties.ts";
export type { FuzzFailure, FuzzOutcome } from "./fuzz-outcome.ts";
export type { FuzzDraw } from "./fuzz-draw.ts";
export { fixturesOfFailure, type FailureFixtures } from "./fixtures-of-failure.ts";
export { printFailure, type PrintFailureOptions } from "./print-failure.ts";
export { FUZZ_QUIRKS } from "./fuzz-quirks.ts";
export { FUZZ_FAULTS } from "./fuzz-faults.ts";
