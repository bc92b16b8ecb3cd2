/** Puts the finish of a choice on the chunk of its last words. */
import type { Members } from "../../generators/index.ts";
import { choicesOf, deltaOf, isMembers } from "../../generators/quirks/map-chunk.ts";

/** Where the two are neighbours. */
export function finishWithText(chunks: readonly Members[]): readonly Members[] {
  return chunks.reduce<readonly Members[]>((joined, chunk) => {
    const before = joined.at(-1);
    const [choice, ...more] = choicesOf(chunk);
    const [last, ...others] = choicesOf(before ?? {});
    const isApt =
      before !== undefined &&
      choice !== undefined &&
      last !== undefined &&
      more.length + others.length === 0 &&
      choice["index"] === last["index"] &&
      before["id"] === chunk["id"] &&
      isMembers(last["delta"]) &&
      last["delta"]["tool_calls"] == null &&
      isFinish(choice["finish_reason"]) &&
      !isFinish(last["finish_reason"]) &&
      !saysAnything(choice) &&
      before["usage"] == null &&
      before["x_groq"] === undefined;
    if (!isApt) return [...joined, chunk];
    return [...joined.slice(0, -1), { ...chunk, choices: [{ ...choice, delta: deltaOf(last) }] }];
  }, []);
}

// --- internal ---

const isFinish = (reason: unknown): boolean => typeof reason === "string" && reason !== "";

function saysAnything(choice: Members): boolean {
  if (choice["message"] !== undefined || choice["text"] !== undefined) return true;
  return Object.entries(deltaOf(choice)).some(([name, value]) => name !== "role" && value !== null && value !== "");
}
