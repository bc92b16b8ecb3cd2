/** Frames chunks as the blocks of a dialect's event stream. */
import type { Framing, SseBlock } from "../../src/wire/index.ts";
import type { DialectProfile, Members } from "../profiles/dialect-profile.ts";
import type { SpellPlan } from "./plan.ts";
import { type JsonStyle, printJson } from "./print-json.ts";

/** Blocks with the framing that `encodeBlocks` is to write them in: what of a stream is not yet bytes. */
export type Framed = { readonly blocks: readonly SseBlock[]; readonly framing: Framing };

/** `style` is the dialect's own where left out. */
export function frameChunks(
  profile: DialectProfile,
  chunks: readonly Members[],
  plan: SpellPlan,
  style: JsonStyle = profile.framing,
): Framed {
  const { eol, done } = profile.framing;
  const events = chunks.map((chunk): SseBlock => ({ kind: "event", data: printJson(chunk, style) }));
  const blocks = addComments(profile, events, plan);
  const framing: Framing = { eol, space: true, bom: false, done, finalBlankLine: true };
  if (profile.trailer !== "cost_after_done") return { blocks, framing };
  // The sentinel is a block here, for something comes after it.
  const cost = { kind: "event", data: printJson({ choices: [], cost: "0" }, style) } as const;
  return { blocks: [...blocks, { kind: "event", data: "[DONE]" }, cost], framing: { ...framing, done: false } };
}

/** One before all events, more where the plan has a beat. */
function addComments(
  { framing }: DialectProfile,
  events: readonly SseBlock[],
  { beats }: SpellPlan,
): readonly SseBlock[] {
  if (framing.comment === null) return events;
  const comment: SseBlock = { kind: "comment", text: framing.comment.text };
  const places = new Set(framing.comment.isInside ? beats.map((beat) => beat % Math.max(1, events.length)) : []);
  return [comment, ...events.flatMap((event, at) => (places.has(at) ? [comment, event] : [event]))];
}
