/** Where a drawn stream is cut: a plan, or what a plan comes down to, one seam. */
import { planCuts, type CutPlan } from "../../generators/index.ts";
import { findSeams, type SeamKind } from "../../src/wire/index.ts";

/** A seam by its kind and its number among those: it stays that seam while the text around it gets smaller. */
export type CutDraw = CutPlan | { readonly way: "seam"; readonly kind: SeamKind; readonly nth: number };

/** Ascending, unique offsets strictly inside the bytes; none where there is no such seam. */
export function cutOffsets(bytes: Uint8Array, cuts: CutDraw): readonly number[] {
  if (cuts.way !== "seam") return planCuts(bytes, cuts);
  const seams = findSeams(bytes).filter(({ kind }) => kind === cuts.kind);
  const seam = seams[cuts.nth];
  return seam === undefined ? [] : [seam.offset];
}

/** Seams of one kind that are tried one by one. */
const NTH_MAX = 4;

/** The single seams at which these bytes are cut now, the first of each kind before the second of any. */
export function seamCutsOf(bytes: Uint8Array, cuts: CutDraw): readonly CutDraw[] {
  if (cuts.way === "whole") return [];
  if (cuts.way === "seam") {
    return cuts.nth === 0 ? [] : [{ ...cuts, nth: 0 }, ...(cuts.nth > 1 ? [{ ...cuts, nth: cuts.nth >> 1 }] : [])];
  }
  const cut = new Set(cutOffsets(bytes, cuts));
  const byKind = new Map<SeamKind, number>();
  const found: { readonly kind: SeamKind; readonly nth: number; readonly turn: number }[] = [];
  const turns = new Map<SeamKind, number>();
  for (const { offset, kind } of findSeams(bytes)) {
    const nth = byKind.get(kind) ?? 0;
    byKind.set(kind, nth + 1);
    const turn = turns.get(kind) ?? 0;
    if (!cut.has(offset) || turn >= NTH_MAX) continue;
    turns.set(kind, turn + 1);
    found.push({ kind, nth, turn });
  }
  return found.toSorted((one, other) => one.turn - other.turn).map(({ kind, nth }) => ({ way: "seam", kind, nth }));
}
