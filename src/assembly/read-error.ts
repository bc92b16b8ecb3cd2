/** Reads an `error` member as an error, or as none. */
import type { WireError } from "../schema/index.ts";
import { isJsonObject } from "./json-object.ts";
import { jsonText } from "./json-text.ts";

/**
 * Objects and strings are kept as they are, other values as their JSON text. Null and absent are no error; nor are
 * "" and false, the default values that typed clients report for a member that was never sent.
 */
export function readError(value: unknown): WireError | null {
  if (value === null || value === undefined || value === "" || value === false) return null;
  if (typeof value === "string") return value;
  // The members are unchecked: a provider may send a number as `message`, and it must reach the caller as it came.
  if (isJsonObject(value)) return value as WireError;
  return jsonText(value) ?? "unprintable error";
}
