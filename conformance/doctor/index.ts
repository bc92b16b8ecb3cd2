/** The door of `conformance/doctor`. */
export { examineAdapter, type ExamineOptions } from "./examine-adapter.ts";
export type { AdapterCheck } from "./adapter-check.ts";
