/** Maps the choices and tool call fragments of chunks. */
import { isJsonObject, type JsonObject } from "../json-object.ts";
import { choicesOf, isSaid, objectOf } from "./read-chunk.ts";

export function withDefined(chunk: JsonObject, members: JsonObject): JsonObject {
  return { ...chunk, ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) };
}

export function mapChoices(
  chunks: readonly JsonObject[],
  change: (choice: JsonObject) => JsonObject,
): readonly JsonObject[] {
  return chunks.map((chunk) =>
    Array.isArray(chunk["choices"]) ? { ...chunk, choices: choicesOf(chunk).map(change) } : chunk,
  );
}

export function mapFragments(
  chunks: readonly JsonObject[],
  change: (fragment: JsonObject, choice: JsonObject) => readonly JsonObject[],
): readonly JsonObject[] {
  return mapChoices(chunks, (choice) => {
    const delta = objectOf(choice["delta"]);
    const fragments = delta["tool_calls"];
    if (!Array.isArray(fragments)) return choice;
    const changed = fragments.filter(isJsonObject).flatMap((fragment) => change(fragment, choice));
    return { ...choice, delta: { ...delta, tool_calls: changed } };
  });
}

/** Changes the fragments that go on with a call of a proper index whose first fragment was seen. */
export function mapContinuations(
  chunks: readonly JsonObject[],
  change: (fragment: JsonObject, first: JsonObject) => JsonObject,
): readonly JsonObject[] {
  const firsts = new Map<string, JsonObject>();
  return mapFragments(chunks, (fragment, choice) => {
    const index = fragment["index"];
    if (typeof index !== "number" || index < 0) return [fragment];
    const key = `${String(choice["index"] ?? 0)}/${index}`;
    const first = firsts.get(key);
    const isNew = first === undefined || (isSaid(fragment["id"]) && fragment["id"] !== first["id"]);
    if (isNew) firsts.set(key, fragment);
    return [isNew ? fragment : change(fragment, first)];
  });
}
