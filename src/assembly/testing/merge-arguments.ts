/** Moves the arguments of every call into its first fragment. */
import { isJsonObject, type JsonObject } from "../json-object.ts";
import { mapContinuations, mapFragments } from "./map-chunks.ts";
import { choicesOf, objectOf } from "./read-chunk.ts";

/** Gathers the arguments of each call in its first fragment, as Groq and Mistral send them. */
export function mergeArguments(chunks: readonly JsonObject[]): readonly JsonObject[] {
  const whole = new Map<JsonObject, string>();
  const isMergeable = chunks.every((chunk) =>
    choicesOf(chunk).every((choice) => {
      const fragments = objectOf(choice["delta"])["tool_calls"];
      return (
        !Array.isArray(fragments) ||
        fragments.filter(isJsonObject).every(({ index }) => typeof index === "number" && index >= 0)
      );
    }),
  );
  if (!isMergeable) return chunks;
  // First every call's text, then the fragments anew: the first with all of it, the others without.
  mapContinuations(chunks, (fragment, first) => {
    whole.set(first, (whole.get(first) ?? pieceOf(first)) + pieceOf(fragment));
    return fragment;
  });
  const emptied = mapContinuations(chunks, (fragment) => ({
    ...fragment,
    function: { ...objectOf(fragment["function"]), arguments: "" },
  }));
  // Fragments that are no continuation are the very objects they were, so they still find their text.
  return mapFragments(emptied, (fragment) => {
    const text = whole.get(fragment);
    return [
      text === undefined ? fragment : { ...fragment, function: { ...objectOf(fragment["function"]), arguments: text } },
    ];
  });
}

function pieceOf(fragment: JsonObject): string {
  const piece = objectOf(fragment["function"])["arguments"];
  return typeof piece === "string" ? piece : "";
}
