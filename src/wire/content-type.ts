/** Reads what kind of body an answer says it has. */

/** Header values by name in any case: as an object, or as the pairs of a raw head. */
export type HeaderValues =
  | Readonly<Record<string, string | readonly string[]>>
  | readonly (readonly [name: string, value: string])[];

/** The value of the first `Content-Type`, as sent; null where there is none. */
export function contentTypeOf(headers: HeaderValues): string | null {
  const pairs: readonly (readonly [string, string | readonly string[]])[] = isPairs(headers)
    ? headers
    : Object.entries(headers);
  const value = pairs.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return (typeof value === "string" ? value : value?.[0]) ?? null;
}

/**
 * Its type and subtype in lower case, without parameters: names are case-insensitive and parameters may follow
 * (RFC 9110, 8.3.1). Null where none is said.
 */
export function mediaTypeOf(headers: HeaderValues): string | null {
  const essence = contentTypeOf(headers)?.split(";", 1)[0]?.trim().toLowerCase();
  return essence === undefined || essence === "" ? null : essence;
}

/** True of `text/event-stream` and nothing that only begins like it. */
export function isEventStream(headers: HeaderValues): boolean {
  return mediaTypeOf(headers) === "text/event-stream";
}

// --- internal ---

function isPairs(headers: HeaderValues): headers is readonly (readonly [string, string])[] {
  return Array.isArray(headers);
}
