/** The table of faults, by id. */
import type { Fault } from "./fault.ts";
import { STREAM_ERRORS } from "./stream-errors.ts";
import { TRUNCATIONS } from "./truncations.ts";

export const FAULTS: ReadonlyMap<string, Fault> = new Map(
  [...TRUNCATIONS, ...STREAM_ERRORS].map((fault) => [fault.id, fault]),
);
