/** The quirks that are drawn: those of the generators, and two that only a client under test can be asked to survive. */
import { QUIRKS, type Members, type Quirk } from "../../generators/index.ts";
import type { SseBlock } from "../../src/wire/index.ts";

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A chunk that carries on one tool call and does nothing else; null for all others. */
function callOf(chunk: Members): string | null {
  const choices: unknown = chunk["choices"];
  const [choice, ...more] = Array.isArray(choices) ? (choices as unknown[]) : [];
  if (!isMembers(choice) || more.length > 0 || !isMembers(choice["delta"])) return null;
  const finish = choice["finish_reason"];
  if (typeof finish === "string" && finish !== "") return null;
  const fragments: unknown = choice["delta"]["tool_calls"];
  const [fragment, ...others] = Array.isArray(fragments) ? (fragments as unknown[]) : [];
  if (!isMembers(fragment) || others.length > 0 || typeof choice["delta"]["role"] === "string") return null;
  const { index } = fragment;
  return typeof index === "number" && index >= 0 ? `${String(choice["index"])} ${index}` : null;
}

/** The chunks of the calls of one choice take turns, in the places that they had; those of one call stay in order. */
function interleave(chunks: readonly Members[]): readonly Members[] {
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

const AFTER = {
  id: "after-done",
  object: "chat.completion.chunk",
  created: 0,
  model: "m",
  choices: [{ index: 0, delta: { content: "after" }, finish_reason: null }],
};

const DRAWN_HERE: readonly Quirk[] = [
  {
    id: "tools/interleaved",
    title: "Fragments of several tool calls take turns, told apart by their index.",
    level: "must",
    basis: "spec",
    source: "openai:chat-streaming#choices.delta.tool_calls.index",
    profile: "core",
    on: "chunks",
    apply: interleave,
  },
  {
    id: "done/text-after",
    title: "A chunk with text follows [DONE].",
    level: "should",
    basis: "vendor-doc",
    source: "openai:chat-streaming, the stream is terminated by [DONE]",
    profile: "core",
    on: "blocks",
    apply: (blocks): readonly SseBlock[] => [
      ...blocks,
      { kind: "event", data: "[DONE]" },
      { kind: "event", data: JSON.stringify(AFTER) },
    ],
  },
];

export const FUZZ_QUIRKS: readonly Quirk[] = [...QUIRKS.values(), ...DRAWN_HERE];

/** True of what changes the bytes around the chunks, and no chunk. */
export function isOfFraming(quirk: Quirk): boolean {
  return quirk.on === "blocks" || quirk.on === "framing";
}
