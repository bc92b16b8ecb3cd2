/** Moves of the finish: before the text, or onto its last piece. */
import type { JsonObject } from "../json-object.ts";
import { mapChoices } from "./map-chunks.ts";
import { choicesOf, indexOf, isOfOneChoice, isSaid, objectOf } from "./read-chunk.ts";

/** Puts each finish on the first chunk of its choice: text after the finish still counts (Baseten). */
export function moveFinishes(chunks: readonly JsonObject[]): readonly JsonObject[] {
  const finishes = new Map<unknown, unknown>();
  for (const chunk of chunks) {
    for (const choice of choicesOf(chunk)) {
      if (isSaid(choice["finish_reason"])) finishes.set(choice["index"] ?? 0, choice["finish_reason"]);
    }
  }
  if (chunks.some((chunk) => isSaid(chunk["error"]))) return chunks;
  const given = new Set<unknown>();
  return mapChoices(chunks, (choice) => {
    const index = choice["index"] ?? 0;
    const finish_reason = given.has(index) ? null : (finishes.get(index) ?? null);
    given.add(index);
    return { ...choice, finish_reason };
  });
}

/** Puts a finish that has a chunk of its own on the payload just before it (Mistral, DeepSeek). */
export function joinFinishes(chunks: readonly JsonObject[]): readonly JsonObject[] {
  const joined: JsonObject[] = [];
  for (const chunk of chunks) {
    const last = joined.at(-1);
    const [choice, before] = [choicesOf(chunk)[0], choicesOf(last ?? {})[0]];
    const isFinish =
      // Groq's envelope rides on the finish chunk, and would be lost with it.
      !Object.hasOwn(chunk, "x_groq") &&
      isOfOneChoice(chunk) &&
      isSaid(choice?.["finish_reason"]) &&
      Object.keys(objectOf(choice?.["delta"])).length === 0;
    const isPayload = last !== undefined && isOfOneChoice(last) && !isSaid(before?.["finish_reason"]);
    if (isFinish && isPayload && indexOf(last) === indexOf(chunk)) {
      joined[joined.length - 1] = { ...last, choices: [{ ...before, ...choice, delta: objectOf(before?.["delta"]) }] };
    } else {
      joined.push(chunk);
    }
  }
  return joined;
}
