/** The choices of those who fold. */
import type { Limits } from "../base/index.ts";

/** The limits that bound what one fold keeps beside the message; any left out is the default. */
export type FoldLimits = Partial<Pick<Limits, "notesPerCodeKept" | "trailingPayloadsKept" | "trailingCharsKept">>;

/** What a caller of the fold may choose. */
export type FoldOptions = {
  /**
   * A usage object whose counters are all zero counts as absent once another was seen. For chunks that a typed client
   * reports: its structs spell "never sent" as zeros. Default false: on the wire the last object is the one that counts.
   */
  readonly zeroUsageIsAbsent?: boolean;
  readonly limits?: FoldLimits;
};
