/** The door of `conformance/expectations`: failures that are known, read, applied and printed. */
export { applyExpectations, type AppliedExpectations } from "./apply-expectations.ts";
export { draftEntries, printExpectations } from "./print-expectations.ts";
export { readExpectations, type Expectations } from "./read-expectations.ts";
export type { PlayKeys } from "./weigh-entry.ts";
