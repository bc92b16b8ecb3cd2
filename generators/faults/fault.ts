/** The shape of a fault: a named change after which a stream is no longer whole. */
import type { Weight } from "../quirks/quirk.ts";
import type { Draw } from "../spell/draw-from.ts";
import type { DrawnStream } from "../stream/drawn-stream.ts";

/** How the connection ends: closed in order, reset, or with the last HTTP chunk missing. */
export type BodyEnd = "fin" | "rst" | "missing_last_chunk";

/**
 * What a client owes after a fault. In any case what it reports of each text is no more than a beginning of the truth,
 * and a finish reason is one that was sent.
 */
export type FaultDue = {
  /** `failed` alone: the caller must be told. With `completed` beside it a client may leave it at what it reports. */
  readonly outcomes: readonly ("failed" | "completed")[];
  /** The classes that an error may have, in the words of the client protocol; unclassified always may. */
  readonly errors: readonly string[];
  /** By choice in ascending index: the finish reason that was sent before the fault, or null. */
  readonly finishes: readonly (string | null)[];
  /** By choice, as above: the texts of which anything was sent. Of a choice without any a client may know nothing. */
  readonly begun: readonly (readonly ("content" | "reasoning" | "refusal")[])[];
};

/** What is left of a stream. */
export type Broken = { readonly bytes: Uint8Array; readonly end: BodyEnd; readonly due: FaultDue };

/**
 * A named change after which a stream is no longer whole: it ends too early, or says that it failed. `FAULTS` has those
 * of real servers, and one of your own is an object of this type. Give it to `breakStream` or `drawStreams`.
 */
export type Fault = Weight & {
  /** `area/what` in kebab case. */
  readonly id: string;
  /** What happens, as a sentence; where a stream has no such place, the sentence says what happens instead. */
  readonly title: string;
  /** Who was seen to do so, or which clause defines it. */
  readonly source: string;
  /** Pure: where it strikes comes from `draw`. */
  readonly apply: (stream: DrawnStream, draw: Draw) => Broken;
};
