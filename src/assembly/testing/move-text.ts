/** Moves of text: its pieces cut or joined. */
import type { JsonObject } from "../json-object.ts";
import { withDefined } from "./map-chunks.ts";
import { choicesOf, indexOf, isOfOneChoice, isSaid, objectOf } from "./read-chunk.ts";

/** A number from 0 up to, not including, `below`. */
export type Draw = (below: number) => number;

/** Head and tail, parted between two code points. */
export function cutText(value: unknown, draw: Draw): readonly [string, string] {
  if (typeof value !== "string" || value.length < 2) return ["", ""];
  const points = [...value];
  const at = points.length < 2 ? 0 : 1 + draw(points.length - 1);
  return at === 0 ? ["", ""] : [points.slice(0, at).join(""), points.slice(at).join("")];
}

export function splitText(chunk: JsonObject, draw: Draw): readonly JsonObject[] {
  const [choice] = choicesOf(chunk);
  if (choice === undefined || choicesOf(chunk).length !== 1) return [chunk];
  const delta = objectOf(choice["delta"]);
  const names = ["content", "reasoning", "reasoning_content", "refusal"].filter(
    (name) => typeof delta[name] === "string",
  );
  const heads: Record<string, unknown> = {};
  const tails: Record<string, unknown> = {};
  for (const name of names) {
    const [head, tail] = cutText(delta[name], draw);
    if (tail !== "") [heads[name], tails[name]] = [head, tail];
  }
  if (Object.keys(heads).length === 0) return [chunk];
  const { id, object, model } = chunk;
  const before = withDefined({ choices: [{ index: choice["index"], delta: heads }] }, { id, object, model });
  return [before, { ...chunk, choices: [{ ...choice, delta: { ...delta, ...tails } }] }];
}

export function mergeText(chunks: readonly JsonObject[]): readonly JsonObject[] {
  const merged: JsonObject[] = [];
  for (const chunk of chunks) {
    const last = merged.at(-1);
    const [before, after] = [last === undefined ? null : textOf(last), textOf(chunk)];
    if (last === undefined || before === null || after === null || indexOf(last) !== indexOf(chunk)) {
      merged.push(chunk);
    } else {
      merged[merged.length - 1] = { ...last, choices: [{ ...choicesOf(last)[0], delta: { content: before + after } }] };
    }
  }
  return merged;
}

/** The text of a chunk that is nothing but a piece of content; null where it is more. */
function textOf(chunk: JsonObject): string | null {
  const delta = objectOf(choicesOf(chunk)[0]?.["delta"]);
  const isPlain = isOfOneChoice(chunk) && !isSaid(choicesOf(chunk)[0]?.["finish_reason"]);
  return isPlain && Object.keys(delta).join() === "content" && typeof delta["content"] === "string"
    ? delta["content"]
    : null;
}
