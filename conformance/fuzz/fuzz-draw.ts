/** The shape of a draw: one exchange to play to a client, and what must come of it. */
import type { BodyEnd, DialectProfile, DrawnStream, Fault, SpellPlan, Truth } from "../../generators/index.ts";
import type { CutDraw } from "./cut-draw.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Play } from "../shape/play.ts";
import type { EventsParts } from "./events-parts.ts";
import type { FuzzQuirk } from "./fuzz-quirk.ts";

/** A stream with the case that it makes: `play` is what is delivered, `loaded` what is owed for it. */
export type PlayableStream = { readonly loaded: LoadedCase; readonly play: Play };

/** What chance decided. The order of the members is the order in which a failure is made smaller. */
export type DrawnParts = {
  readonly fault: Fault | null;
  readonly cuts: CutDraw;
  readonly quirks: readonly FuzzQuirk[];
  readonly profile: DialectProfile;
  readonly plan: SpellPlan;
  readonly truth: Truth;
  /** Never drawn: what of it comes in one chunk that else comes in several. */
  readonly joins: readonly FuzzQuirk[];
};

type Played = {
  /** What is sent: after the fault, before the cuts. */
  readonly bytes: Uint8Array;
  readonly offsets: readonly number[];
  readonly end: BodyEnd;
  readonly due: PlayableStream;
  /** What the client must get right for a failure to count: the same stream without what the property is about. */
  readonly baseline: PlayableStream | null;
};

/** An answer of a chat. */
export type ChatDraw = Played & {
  readonly op: "chat.stream";
  readonly parts: DrawnParts;
  /** The stream before its fault. */
  readonly whole: DrawnStream;
};

/** A plain event stream. */
export type EventsDraw = Played & { readonly op: "sse.read"; readonly parts: EventsParts };

export type FuzzDraw = ChatDraw | EventsDraw;
