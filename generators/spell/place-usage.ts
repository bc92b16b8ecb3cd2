/** Puts the usage where a dialect puts it. */
import type { WireUsage } from "../../src/schema/index.ts";
import type { Knobs, Members } from "../profiles/dialect-profile.ts";
import { orderMembers } from "./order-members.ts";
import { runningUsage } from "./running-usage.ts";

/** A chunk to be, without its envelope. `isFinish` is true where its choice finishes. */
export type BareChunk = { readonly members: Members; readonly choice: Members | null; readonly isFinish: boolean };

export function placeUsage(knobs: Knobs, chunks: readonly BareChunk[], usage: WireUsage | null): readonly BareChunk[] {
  if (usage === null) return chunks;
  const placed = place(knobs, chunks, usage);
  if (!knobs.usage.nullOnOthers) return placed;
  return placed.map((chunk) => ({ ...chunk, members: { usage: null, ...chunk.members } }));
}

function place(
  knobs: Knobs,
  chunks: readonly BareChunk[],
  usage: WireUsage,
  where: Knobs["usage"]["place"] = knobs.usage.place,
): readonly BareChunk[] {
  // With several choices the last finish ends the answer.
  const end = chunks.findLastIndex((chunk) => chunk.isFinish);
  const last = chunks[end];
  switch (where) {
    case "own_chunk":
      return [...chunks, bare({ choices: [], usage })];
    case "finish":
      return with_(chunks, end, { usage });
    case "tail_choice":
      return last?.choice == null
        ? chunks
        : [...chunks, { ...bare({ usage }), choice: unfinished(knobs, last.choice) }];
    case "repeated_finish":
      return last?.choice == null
        ? chunks
        : [...chunks, { ...bare({ usage }), choice: { ...last.choice, delta: tailDelta } }];
    case "every":
      return chunks.map((chunk, at) => addTo(chunk, { usage: at < end ? runningUsage(usage, at / end) : usage }));
    case "every_and_own_chunk":
      return [...place(knobs, chunks, usage, "every"), bare({ choices: [], usage })];
    case "every_with_nulls":
      return chunks.map((chunk, at) => addTo(chunk, { usage: at < end ? promised(usage) : usage }));
    case "choice":
      return chunks.map((chunk, at) =>
        at !== end || chunk.choice === null
          ? chunk
          : { ...chunk, choice: orderMembers({ ...chunk.choice, usage }, knobs.envelope.choiceOrder) },
      );
    case "x_groq":
      return with_(chunks, end, { x_groq: { id: "req_01khrzq88ceeg8s97kbq467yp9", usage } });
    case "x_groq_and_finish":
      return with_(chunks, end, { x_groq: { id: "req_01khrzq88ceeg8s97kbq467yp9", usage }, usage });
  }
}

const tailDelta = { role: "assistant", content: "" };

function bare(members: Members): BareChunk {
  return { members, choice: null, isFinish: false };
}

function unfinished(knobs: Knobs, choice: Members): Members {
  const delta = knobs.finish.delta === "empty" ? {} : tailDelta;
  const reset: Record<string, unknown> = { ...choice, delta, finish_reason: null };
  if (knobs.finish.before === "absent") delete reset["finish_reason"];
  if (knobs.envelope.nativeFinish) reset["native_finish_reason"] = null;
  return reset;
}

function addTo(chunk: BareChunk, members: Members): BareChunk {
  return { ...chunk, members: { ...chunk.members, ...members } };
}

function with_(chunks: readonly BareChunk[], at: number, members: Members): readonly BareChunk[] {
  return chunks.map((chunk, index) => (index === at ? addTo(chunk, members) : chunk));
}

/** Databricks: the counters are there from the start, and null. */
function promised({ prompt_tokens }: WireUsage): WireUsage {
  return { prompt_tokens, completion_tokens: null, total_tokens: null };
}
