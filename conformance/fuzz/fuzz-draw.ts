/** The shape of a draw: one exchange to play to a client, and what must come of it. */
import type { BodyEnd, DialectProfile, DrawnStream, Fault, Quirk, SpellPlan, Truth } from "../../generators/index.ts";
import type { CutDraw } from "./cut-draw.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Play } from "../shape/play.ts";

/** A stream with the case that it makes: `play` is what is delivered, `loaded` what is owed for it. */
export type PlayableStream = { readonly loaded: LoadedCase; readonly play: Play };

/** What chance decided. The order of the members is the order in which a failure is made smaller. */
export type DrawnParts = {
  readonly fault: Fault | null;
  readonly cuts: CutDraw;
  readonly quirks: readonly Quirk[];
  readonly profile: DialectProfile;
  readonly plan: SpellPlan;
  readonly truth: Truth;
};

export type FuzzDraw = {
  readonly parts: DrawnParts;
  /** The stream before its fault. */
  readonly whole: DrawnStream;
  /** What is sent: after the fault, before the cuts. */
  readonly bytes: Uint8Array;
  readonly offsets: readonly number[];
  readonly end: BodyEnd;
  readonly due: PlayableStream;
  /** What the client must get right for a failure to count: the same stream without what the property is about. */
  readonly baseline: PlayableStream | null;
};
