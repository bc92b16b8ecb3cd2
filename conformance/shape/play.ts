/** A play: the exact bytes, slices, gaps and ending that a server is to deliver for one attempt. */

/** How an answer ends. `comments` sends a comment every few milliseconds until the client closes. */
export type PlayEnd =
  | { readonly kind: "fin" }
  | { readonly kind: "rst" }
  | { readonly kind: "missing_last_chunk" }
  | { readonly kind: "hold"; readonly holdMs: number }
  | { readonly kind: "comments"; readonly limitMs: number };

export type PlayedExchangeScript = {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body, slice by slice; a slice is one write. */
  readonly slices: readonly Uint8Array[];
  /** Indexes of slices before which a real gap is made (pause mode). At most 64. */
  readonly gapsBefore: readonly number[];
  readonly transfer: "chunked" | "length" | "close";
  readonly end: PlayEnd;
};

export type PlayScript = {
  readonly exchanges: readonly PlayedExchangeScript[];
  /** Milliseconds of one gap. */
  readonly gapMs: number;
};

/** One variant of a case, ready to be played. `key` is `plain`, `cuts=41`, `cuts=byte`, `eol=crlf`, … */
export type Play = {
  readonly key: string;
  readonly axis: "plain" | "cuts" | "eol" | "spacing" | "transfer";
  readonly script: PlayScript;
};

/** A request as the server saw it; header names in lower case, the body as text, bounded. */
export type RequestRecord = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly atMs: number;
};

/** What was delivered for one request. Times are milliseconds since the attempt was opened. */
export type DeliveryRecord = {
  readonly exchange: number | "past_script";
  readonly bytesWritten: number;
  readonly slicesWritten: number;
  readonly gapsMade: number;
  /** When the last scripted byte was handed to the socket. */
  readonly bodyWrittenAtMs: number | null;
  /** When the server ended or destroyed the connection itself. */
  readonly serverEndedAtMs: number | null;
  /** When the client closed or reset the connection before the server did. */
  readonly clientClosedAtMs: number | null;
};

/** The server's evidence of one attempt. */
export type ServerRecord = { readonly requests: readonly RequestRecord[]; readonly deliveries: readonly DeliveryRecord[] };

/** An opened attempt: where the client must connect, and what was seen of it. */
export type OpenPlay = {
  /** `http://127.0.0.1:PORT/a/TOKEN/v1`; chat clients POST `/chat/completions` below it. */
  readonly baseUrl: string;
  /** `http://127.0.0.1:PORT/a/TOKEN/events`, for `sse.read`. */
  readonly eventsUrl: string;
  readonly apiKey: string;
  /** Resolves when the head of the first request has been read. Never rejects. */
  readonly firstRequest: Promise<void>;
  /** Milliseconds since the attempt was opened, on the clock of the record. */
  nowMs(): number;
  /** Resolves when every delivery has ended or its connection has closed. Never rejects. */
  settled(): Promise<void>;
  /** What was seen so far. */
  record(): ServerRecord;
  /** Ends what is still open and forgets the token. */
  close(): Promise<void>;
};

/** Something that plays scripts: the HTTP server, or an in-process stage with a `fetch` of its own. */
export type Stage = {
  open(script: PlayScript): OpenPlay;
  close(): Promise<void>;
};
