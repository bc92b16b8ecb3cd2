/** Says what a reader owes for blocks, from the blocks alone: the truth that decoders are held against. */
import type { Framing, Residue, SseBlock, SseItem } from "../src/wire/index.ts";

/**
 * The items in order, and the event that is left pending where the last blank line is missing. It knows no bytes:
 * raw blocks are not its business, and it throws a TypeError for one.
 */
export function expectedItems(
  blocks: readonly SseBlock[],
  framing: Framing,
): { readonly items: SseItem[]; readonly residue: Residue } {
  const items: SseItem[] = [];
  let id = "";
  let pending: Residue["pending"] = null;
  const written: readonly SseBlock[] = framing.done ? [...blocks, { kind: "event", data: "[DONE]" }] : blocks;
  for (const [index, block] of written.entries()) {
    if (block.kind === "raw") throw new TypeError("a raw block has no events of its own");
    if (block.kind === "comment") {
      items.push({ kind: "comment", text: block.text });
      continue;
    }
    if (block.retry !== undefined && /^[0-9]+$/.test(block.retry)) {
      // The standard names no bound: beyond the safe integers any number means "never".
      items.push({ kind: "retry", milliseconds: Math.min(Number(block.retry), Number.MAX_SAFE_INTEGER) });
    }
    if (block.id !== undefined && !block.id.includes("\0")) id = block.id;
    const event = block.event === undefined || block.event === "" ? "message" : block.event;
    const owed = { kind: "event", event, data: block.data, id } as const;
    if (index < written.length - 1 || framing.finalBlankLine) items.push(owed);
    else pending = owed;
  }
  return { items, residue: { pending, unfinishedLine: "" } };
}
