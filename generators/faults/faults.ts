/** The table of faults, by id. */
import type { Fault } from "./fault.ts";
import { STREAM_ERRORS } from "./stream-errors.ts";
import { TRUNCATIONS } from "./truncations.ts";

/**
 * Every fault by its id: `FAULTS.get("truncation/reset")`. What a client owes after one is in `due` of what
 * `breakStream` gives.
 */
export const FAULTS: ReadonlyMap<string, Fault> = new Map(
  [...TRUNCATIONS, ...STREAM_ERRORS].map((fault) => [fault.id, fault]),
);
