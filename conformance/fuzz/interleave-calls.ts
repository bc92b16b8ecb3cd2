/** Lets the chunks of the calls of one choice take turns, in the places that they had. */
import type { Members } from "../../generators/index.ts";
import { choicesOf, deltaOf, isMembers } from "../../generators/quirks/map-chunk.ts";

/** The chunks of one call stay in order. Where some fragment shares its chunk, all stay as they are. */
export function interleaveCalls(chunks: readonly Members[]): readonly Members[] {
  if (chunks.some((chunk) => callOf(chunk) === null && hasFragments(chunk))) return chunks;
  const queues = new Map<string, Map<string, Members[]>>();
  for (const chunk of chunks) {
    const call = callOf(chunk);
    if (call === null) continue;
    const choice = call.split(" ")[0] ?? "";
    const calls = queues.get(choice) ?? new Map<string, Members[]>();
    queues.set(choice, calls.set(call, [...(calls.get(call) ?? []), chunk]));
  }
  const rows = new Map([...queues].map(([choice, calls]) => [choice, takeTurns([...calls.values()])]));
  return chunks.map((chunk) => {
    const call = callOf(chunk);
    return call === null ? chunk : (rows.get(call.split(" ")[0] ?? "")?.shift() ?? chunk);
  });
}

// --- internal ---

/** A chunk that carries on one tool call and does nothing else; null for all others. */
function callOf(chunk: Members): string | null {
  const choices: unknown = chunk["choices"];
  const [choice, ...more] = Array.isArray(choices) ? (choices as unknown[]) : [];
  if (!isMembers(choice) || more.length > 0 || !isMembers(choice["delta"])) return null;
  const finish = choice["finish_reason"];
  if (typeof finish === "string" && finish !== "") return null;
  const fragments: unknown = choice["delta"]["tool_calls"];
  const [fragment, ...others] = Array.isArray(fragments) ? (fragments as unknown[]) : [];
  if (!isMembers(fragment) || others.length > 0) return null;
  const { index } = fragment;
  return typeof index === "number" && index >= 0 ? `${String(choice["index"])} ${index}` : null;
}

function hasFragments(chunk: Members): boolean {
  return choicesOf(chunk).some((choice) => {
    const fragments = deltaOf(choice)["tool_calls"];
    return Array.isArray(fragments) && fragments.length > 0;
  });
}

function takeTurns(queues: readonly Members[][]): Members[] {
  const taken: Members[] = [];
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  for (let turn = 0; turn < longest; turn += 1) {
    for (const queue of queues) {
      const chunk = queue[turn];
      if (chunk !== undefined) taken.push(chunk);
    }
  }
  return taken;
}
