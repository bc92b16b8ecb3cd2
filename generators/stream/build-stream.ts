/** Takes a truth down the road to slices: spell, change, frame, encode, cut. */
import { cutBytes, encodeBlocks, type Framing, type SseBlock } from "../../src/wire/index.ts";
import type { DialectProfile, Members } from "../profiles/dialect-profile.ts";
import type { Quirk } from "../quirks/quirk.ts";
import { drawFrom } from "../spell/draw-from.ts";
import { frameChunks } from "../spell/frame-chunks.ts";
import type { SpellPlan } from "../spell/plan.ts";
import { type JsonStyle, printJson } from "../spell/print-json.ts";
import { spell } from "../spell/spell.ts";
import type { Truth } from "../truth/truth.ts";
import { type CutPlan, planCuts } from "./cut-plan.ts";
import type { DrawnStream } from "./drawn-stream.ts";

/** All that a stream follows from: `stream` draws the middle three, `buildStream` takes them from anywhere. */
export type StreamParts = {
  readonly profile: DialectProfile;
  /** One that the dialect can say (`expressible`); `fitTruth` makes any truth one. */
  readonly truth: Truth;
  readonly plan: SpellPlan;
  readonly cuts: CutPlan;
  /** Applied in order, each on its own station. */
  readonly quirks?: readonly Quirk[];
};

/**
 * Pure: the same parts give the same bytes. Throws a ToolkitError BLOCK_INVALID where a quirk of one's own makes a
 * block that no event stream can hold.
 */
export function buildStream({ profile, truth, plan, cuts, quirks = [] }: StreamParts): DrawnStream {
  const draw = drawFrom(plan.picks);
  const acted = new Set<Quirk>();
  let chunks = spell(profile, truth, plan);
  for (const quirk of quirks) {
    if (quirk.on !== "chunks") continue;
    const before = chunks;
    chunks = quirk.apply(before, draw);
    if (!isSame(before, chunks)) acted.add(quirk);
  }
  const style = styleOf(profile, quirks);
  for (const quirk of quirks) {
    if (quirk.on === "style" && isOtherStyle(chunks, style, styleOf(profile, without(quirks, quirk)))) acted.add(quirk);
  }
  const framed = frameChunks(profile, chunks, plan, style);
  let { blocks } = framed;
  for (const quirk of quirks) {
    if (quirk.on !== "blocks") continue;
    const before = blocks;
    blocks = quirk.apply(before, draw);
    if (!isSame(before, blocks)) acted.add(quirk);
  }
  const framing = framingOf(framed.framing, quirks);
  for (const quirk of quirks) {
    if (quirk.on === "framing" && !isSame([framing], [framingOf(framed.framing, without(quirks, quirk))])) {
      acted.add(quirk);
    }
  }
  const bytes = encodeBlocks(blocks, framing);
  const offsets = planCuts(bytes, cuts);
  return {
    profile,
    truth: quirks.reduce((kept, quirk) => quirk.keeps?.(kept) ?? kept, truth),
    knobs: { plan, cuts, quirks: quirks.filter((quirk) => acted.has(quirk)).map(({ id }) => id) },
    chunks,
    style,
    blocks,
    framing,
    bytes,
    offsets,
    slices: cutBytes(bytes, offsets),
  };
}

// --- internal ---

function styleOf({ framing: { spacing, escapes } }: DialectProfile, quirks: readonly Quirk[]): JsonStyle {
  return quirks.reduce<JsonStyle>((style, quirk) => (quirk.on === "style" ? quirk.apply(style) : style), {
    spacing,
    escapes,
  });
}

function framingOf(framing: Framing, quirks: readonly Quirk[]): Framing {
  return quirks.reduce((changed, quirk) => (quirk.on === "framing" ? quirk.apply(changed) : changed), framing);
}

function without(quirks: readonly Quirk[], one: Quirk): readonly Quirk[] {
  return quirks.filter((quirk) => quirk !== one);
}

/** By what is printed: text without anything to escape is the same in every style of escapes. */
function isOtherStyle(chunks: readonly Members[], style: JsonStyle, other: JsonStyle): boolean {
  return !isSame([style], [other]) && chunks.some((chunk) => printJson(chunk, style) !== printJson(chunk, other));
}

/** Members in another order are another stream, as they are other bytes. */
function isSame<Value extends Members | SseBlock | JsonStyle | Framing>(
  before: readonly Value[],
  after: readonly Value[],
): boolean {
  return (
    before.length === after.length &&
    before.every((one, at) => one === after[at] || JSON.stringify(one) === JSON.stringify(after[at]))
  );
}
