/** Every limit of the toolkit, with its unit in its name. */

/**
 * Defaults; callers pass their own where an option says so. Going past a `…Max` is a `LIMIT_EXCEEDED` error; of what is
 * `…Kept` the rest is left out, and said to be.
 */
export const DEFAULT_LIMITS = {
  /** One line of an event stream. */
  lineBytesMax: 64 * 1024 * 1024,
  /** The data of one event, after its lines are joined. */
  eventBytesMax: 64 * 1024 * 1024,
  /** Events of one stream. */
  eventsMax: 5_000_000,
  /** A cassette, a case or a stream read from disk. */
  fileBytesMax: 256 * 1024 * 1024,
  /** Nesting of a YAML or JSON document. */
  documentDepthMax: 200,
  /** Aliases resolved in one YAML document. */
  yamlAliasesMax: 100,
  /** Notes of one code that a fold keeps; the others it counts. */
  notesPerCodeKept: 100,
  /** Payloads after `[DONE]` that a fold keeps; the others it counts. */
  trailingPayloadsKept: 100,
  /** Characters of them all together. */
  trailingCharsKept: 1024 * 1024,
  /** One line that an adapter writes to its standard output. */
  adapterLineBytesMax: 64 * 1024 * 1024,
  /** Nesting of one such line. */
  adapterLineDepthMax: 200,
  /** Values of one such line, of every kind: a line of empty objects takes fifty times its bytes once it is parsed. */
  adapterLineValuesMax: 1_000_000,
  /** Members of its lists that a shape looks at, chunks not among them: each that is wrong costs a problem of a kilobyte. */
  adapterLineItemsMax: 100_000,
  /** What is kept of an adapter's standard error, from its end. */
  stderrBytesKept: 64 * 1024,
  /** Lines kept of what an adapter printed beside the protocol. */
  pollutionLinesKept: 20,
  /** Bytes kept of one such line. */
  pollutionLineCharsKept: 400,
  /** A request body that the server keeps. */
  requestBytesMax: 4 * 1024 * 1024,
  /** Requests that the server records for one attempt. */
  requestsKept: 32,
  /** Bytes of request bodies that the server keeps for one attempt. */
  attemptRequestBytesMax: 16 * 1024 * 1024,
  /** Requests that wait for their answer on one connection; a client that asks on without reading is cut off. */
  requestsWaitingMax: 32,
  /** Connections open at once: more than a client leaks in a whole run, fewer than use up a process's descriptors. */
  connectionsMax: 4_096,
  /** Characters of one expected or actual value in a finding. */
  findingCharsMax: 2_000,
  /** Findings of one code that a play keeps; one more counts the others. */
  findingsPerCodeKept: 8,
  /** Errors of a client that a report keeps of one play; one more entry counts the others. */
  errorsKept: 16,
  /** Characters of a request that a report keeps. */
  requestCharsKept: 16 * 1024,
  /** Characters of one member of a client's identity in a report. */
  identityCharsMax: 200,
  /** Members of a client's identity in a report. */
  identityMembersKept: 24,
} as const;

/** Every limit by its name. */
export type Limits = { readonly [Name in keyof typeof DEFAULT_LIMITS]: number };
