/** The shape of a quirk: a named change that real servers make, after which the stream says the same. */
import type { Framing, SseBlock } from "../../src/wire/index.ts";
import type { Members } from "../profiles/dialect-profile.ts";
import type { Draw } from "../spell/draw-from.ts";
import type { JsonStyle } from "../spell/print-json.ts";
import type { Truth } from "../truth/truth.ts";

/** How much a change asks of a client, and on what grounds: those of the catalogue. */
export type Weight = {
  /** How binding it is that a client gets past this; what is `observe` is drawn only where it is named. */
  readonly level: "must" | "should" | "observe";
  readonly basis: "spec" | "vendor-doc" | "field";
};

/** What a quirk changes; a change returns something new and leaves what it was given as it was. */
export type QuirkChange =
  | { readonly on: "chunks"; readonly apply: (chunks: readonly Members[], draw: Draw) => readonly Members[] }
  | { readonly on: "style"; readonly apply: (style: JsonStyle) => JsonStyle }
  | { readonly on: "blocks"; readonly apply: (blocks: readonly SseBlock[], draw: Draw) => readonly SseBlock[] }
  | { readonly on: "framing"; readonly apply: (framing: Framing) => Framing };

/**
 * A named change that real servers make, after which the stream says the same: `QUIRKS` has those that were seen or are
 * allowed, and one of your own is an object of this type. Give them to `stream` or `drawStreams`.
 */
export type Quirk = Weight &
  QuirkChange & {
    /** `area/what` in kebab case. */
    readonly id: string;
    /** What the server does, as a sentence. */
    readonly title: string;
    /** Who does so, or which clause allows it. */
    readonly source: string;
    /** `core`, or the dialect whose members it brings in. */
    readonly profile: string;
    /** Where the usage is told otherwise, or not: what the truth then is. The message is never touched. */
    readonly keeps?: (truth: Truth) => Truth;
  };
