/** What a caller of the fold may choose. */
export type FoldOptions = {
  /**
   * A usage object whose counters are all zero counts as absent once another was seen. For chunks that a typed client
   * reports: its structs spell "never sent" as zeros. Default false: on the wire the last object is the one that counts.
   */
  readonly zeroUsageIsAbsent?: boolean;
};
