/** The shape of a generated stream: every station of the road, from the truth to the slices. */
import type { Framing, SseBlock } from "../../src/wire/index.ts";
import type { DialectProfile, Members } from "../profiles/dialect-profile.ts";
import type { JsonStyle } from "../spell/print-json.ts";
import type { SpellPlan } from "../spell/plan.ts";
import type { Truth } from "../truth/truth.ts";
import type { CutPlan } from "./cut-plan.ts";

/** What chance decided; the rest follows. */
export type StreamKnobs = {
  readonly plan: SpellPlan;
  readonly cuts: CutPlan;
  /** Ids of the quirks that were applied, in order. */
  readonly quirks: readonly string[];
};

export type DrawnStream = {
  readonly profile: DialectProfile;
  /** What the stream adds up to, quirks included. */
  readonly truth: Truth;
  readonly knobs: StreamKnobs;
  readonly chunks: readonly Members[];
  readonly style: JsonStyle;
  readonly blocks: readonly SseBlock[];
  readonly framing: Framing;
  readonly bytes: Uint8Array;
  /** Where the bytes are cut. */
  readonly offsets: readonly number[];
  readonly slices: readonly Uint8Array[];
};
