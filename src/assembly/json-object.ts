/** A JSON object of unknown members, told apart from everything else JSON can hold. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True of objects; false of null, arrays and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
