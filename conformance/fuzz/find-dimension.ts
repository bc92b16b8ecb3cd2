/** Finds out which one dimension of a failing draw matters, by playing it without that. */
import type { Fault } from "../../generators/index.ts";
import { findSeams } from "../../src/wire/index.ts";
import { recut } from "./case-of-stream.ts";
import type { ChatDraw, DrawnParts, FuzzDraw } from "./fuzz-draw.ts";
import { CHAT_PROPERTIES, FUZZ_PROPERTIES, type FuzzPropertyName } from "./fuzz-properties.ts";
import type { FuzzScope } from "./fuzz-scope.ts";
import { nameCut } from "./name-cut.ts";
import type { DrawPlayer } from "./play-draw.ts";
import type { Wrong } from "./shrink-through.ts";

/** Cuts that are tried one by one. */
const CUTS_TRIED_MAX = 12;

export type Dimension = {
  /** One clause behind "fails only": null where nothing could be singled out. */
  readonly matters: string | null;
  /** The draw with nothing in its delivery that does not matter. */
  readonly draw: FuzzDraw;
};

export async function findDimension(
  name: FuzzPropertyName,
  draw: FuzzDraw,
  { code }: Wrong,
  context: { readonly player: DrawPlayer; readonly scope: FuzzScope },
): Promise<Dimension> {
  const { player } = context;
  const { codes } = FUZZ_PROPERTIES[name];
  if (draw.op === "chat.stream" && name !== "events" && name !== "slicing")
    return { draw, matters: await chatMatters(name, draw, context) };
  // An event stream that is right as a whole fails by its cuts; the baseline of `slicing` has shown it of an answer.
  if (draw.op === "sse.read") {
    if (draw.offsets.length === 0) return { draw, matters: null };
    const whole = await player.playStream(recut(draw.due, draw.bytes, [], draw.end), codes);
    if (whole.kind !== "right") return { draw, matters: null };
  }
  return findCut(draw, async (alone) => {
    const played = await player.playStream(alone.due, codes);
    return played.kind === "wrong" && played.code === code;
  });
}

// --- internal ---

async function chatMatters(
  name: Exclude<FuzzPropertyName, "events" | "slicing">,
  draw: ChatDraw,
  { player, scope }: { readonly player: DrawPlayer; readonly scope: FuzzScope },
): Promise<string | null> {
  const { parts } = draw;
  const { codes } = FUZZ_PROPERTIES[name];
  const isRight = async (changed: DrawnParts) =>
    (await player.play(CHAT_PROPERTIES[name].build(changed), codes)).kind === "right";
  const titles = parts.quirks.map(({ title }) => quoted(title)).join(" and ");
  switch (name) {
    case "framing":
      // The baseline was right: that is what makes it a failure of framing.
      return `where ${titles}`;
    case "truth": {
      const [first = parts.profile] = scope.profiles;
      if (parts.quirks.length > 0 && (await isRight({ ...parts, quirks: [] }))) return `where ${titles}`;
      if (parts.profile !== first && (await isRight({ ...parts, profile: first })))
        return `as ${parts.profile.title} spells it, and not as ${first.title} does`;
      return null;
    }
    case "fault":
      return parts.fault === null ? null : faultMatters(parts, parts.fault, player);
    case "one_request":
      return `where the connection ends in mid-answer (${draw.end})`;
  }
}

async function faultMatters(parts: DrawnParts, { title }: Fault, player: DrawPlayer): Promise<string | null> {
  const { codes } = FUZZ_PROPERTIES.truth;
  const whole = await player.play(CHAT_PROPERTIES.truth.build({ ...parts, fault: null }), codes);
  return whole.kind === "right" ? `where ${quoted(title)}; the same stream is right as a whole` : null;
}

async function findCut(draw: FuzzDraw, fails: (alone: FuzzDraw) => Promise<boolean>): Promise<Dimension> {
  const { bytes, offsets, end, due } = draw;
  const with_ = (cuts: readonly number[]): FuzzDraw => ({ ...draw, offsets: cuts, due: recut(due, bytes, cuts, end) });
  if (offsets.length === 1) return { draw, matters: `if ${nameCut(bytes, offsets[0] ?? 0)}` };
  // One of each kind of seam comes before a second of any.
  for (const offset of byRarity(bytes, offsets).slice(0, CUTS_TRIED_MAX)) {
    const alone = with_([offset]);
    if (await fails(alone)) return { draw: alone, matters: `if ${nameCut(bytes, offset)}` };
  }
  return {
    draw,
    matters: `with several cuts together; whole it is right, and so it is with any one of ${Math.min(offsets.length, CUTS_TRIED_MAX)} tried`,
  };
}

function byRarity(bytes: Uint8Array, offsets: readonly number[]): readonly number[] {
  const kindAt = new Map(findSeams(bytes).map(({ offset, kind }) => [offset, kind]));
  const met = new Map<string, number>();
  const ranked = offsets.map((offset) => {
    const kind = kindAt.get(offset) ?? "none";
    const turn = met.get(kind) ?? 0;
    met.set(kind, turn + 1);
    return { offset, turn };
  });
  return ranked.sort((one, other) => one.turn - other.turn).map(({ offset }) => offset);
}

/** A title as a clause: its first letter small unless it begins a name, without its full stop. */
function quoted(title: string): string {
  const plain = title.replace(/\.$/, "");
  return /^[A-Z][a-z]* /.test(plain) ? plain.charAt(0).toLowerCase() + plain.slice(1) : plain;
}
