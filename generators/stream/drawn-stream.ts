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
  /** Ids of the quirks that changed the stream, in order: one that found nothing to change is not named. */
  readonly quirks: readonly string[];
};

/**
 * A stream with what it says: the truth it was made from, each station on its way, and the slices to hand to a client.
 * Nothing in it was read back from the bytes.
 */
export type DrawnStream = {
  readonly profile: DialectProfile;
  /** What the stream adds up to, quirks included. */
  readonly truth: Truth;
  readonly knobs: StreamKnobs;
  /** One JSON object an event, in order of sending; `[DONE]` and what comes behind it are blocks only. */
  readonly chunks: readonly Members[];
  /** How the chunks are printed. */
  readonly style: JsonStyle;
  /** Events and comments, in order; `[DONE]` is one of them where something follows it, else `framing` says so. */
  readonly blocks: readonly SseBlock[];
  readonly framing: Framing;
  /** The whole body, in UTF-8. */
  readonly bytes: Uint8Array;
  /** Where the bytes are cut: ascending, in bytes, strictly inside. */
  readonly offsets: readonly number[];
  /** The bytes, cut there: what one read after the other gives. */
  readonly slices: readonly Uint8Array[];
};
