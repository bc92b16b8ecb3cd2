/** A flawed client: the right one with one step wrong, and by hand the cases that it must break. */
import type { ModelParts } from "./model-parts.ts";

export type FlawedClient = {
  readonly id: string;
  /** The flaw in one sentence, as a maintainer would say it. */
  readonly flaw: string;
  /** Every case that this flaw breaks, no more and no less, with the reason; those of events may stand in `event-breaks.ts`. */
  readonly breaks: readonly { readonly uid: string; readonly because: string }[];
  /** A `reader` reads plain event streams and knows of no chat; by default a client does both. */
  readonly role?: "reader";
  readonly parts: ModelParts;
};
