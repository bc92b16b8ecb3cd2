/** The door of `conformance/doctor`. */
export { examineAdapter } from "./examine-adapter.ts";
export type { AdapterCheck } from "./adapter-check.ts";
