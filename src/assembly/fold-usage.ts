/** Folds one usage object into what is known of the usage. */
import type { WireUsage } from "../schema/index.ts";
import type { FoldOptions } from "./fold-options.ts";
import type { FoldState } from "./fold-state.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { takeNote } from "./take-note.ts";

/**
 * F10: the last object replaces the whole. Never a sum: Perplexity, Baseten and Databricks send running totals with
 * every chunk. Never a merge by member: the last object is the complete one. Null never gets here, so it never erases.
 */
export function foldUsage(
  state: FoldState,
  known: WireUsage | null,
  value: unknown,
  options: FoldOptions,
): WireUsage | null {
  if (!isJsonObject(value)) {
    takeNote(state, "usage-invalid", "usage is no object", value);
    return known;
  }
  if (known !== null && options.zeroUsageIsAbsent === true && isAllZero(value)) return known;
  // Unchecked on purpose: counters of the wrong type are the provider's, and a linter's business.
  return value as WireUsage;
}

function isAllZero(usage: JsonObject): boolean {
  // Details of typed clients are structs one level down; deeper ones do not occur.
  return Object.values(usage).every((member) =>
    isJsonObject(member) ? Object.values(member).every(isZero) : isZero(member),
  );
}

function isZero(value: unknown): boolean {
  return value === 0 || value === null || value === undefined || value === false || value === "";
}
