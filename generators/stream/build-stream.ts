/** Takes a truth down the road to slices: spell, change, frame, encode, cut. */
import { cutBytes, encodeBlocks } from "../../src/wire/index.ts";
import type { DialectProfile } from "../profiles/dialect-profile.ts";
import type { Quirk } from "../quirks/quirk.ts";
import { drawFrom } from "../spell/draw-from.ts";
import { frameChunks } from "../spell/frame-chunks.ts";
import type { SpellPlan } from "../spell/plan.ts";
import type { JsonStyle } from "../spell/print-json.ts";
import { spell } from "../spell/spell.ts";
import type { Truth } from "../truth/truth.ts";
import { type CutPlan, planCuts } from "./cut-plan.ts";
import type { DrawnStream } from "./drawn-stream.ts";

export type StreamParts = {
  readonly profile: DialectProfile;
  readonly truth: Truth;
  readonly plan: SpellPlan;
  readonly cuts: CutPlan;
  /** Applied in order, each on its own station. */
  readonly quirks?: readonly Quirk[];
};

/** Pure: the same parts give the same bytes. */
export function buildStream({ profile, truth, plan, cuts, quirks = [] }: StreamParts): DrawnStream {
  const draw = drawFrom(plan.picks);
  let chunks = spell(profile, truth, plan);
  let style: JsonStyle = { spacing: profile.framing.spacing, escapes: profile.framing.escapes };
  for (const quirk of quirks) {
    if (quirk.on === "chunks") chunks = quirk.apply(chunks, draw);
    else if (quirk.on === "style") style = quirk.apply(style);
  }
  let { blocks, framing } = frameChunks(profile, chunks, plan, style);
  for (const quirk of quirks) {
    if (quirk.on === "blocks") blocks = quirk.apply(blocks, draw);
    else if (quirk.on === "framing") framing = quirk.apply(framing);
  }
  const bytes = encodeBlocks(blocks, framing);
  const offsets = planCuts(bytes, cuts);
  return {
    profile,
    truth: quirks.reduce((kept, quirk) => quirk.keeps?.(kept) ?? kept, truth),
    knobs: { plan, cuts, quirks: quirks.map(({ id }) => id) },
    chunks,
    style,
    blocks,
    framing,
    bytes,
    offsets,
    slices: cutBytes(bytes, offsets),
  };
}
