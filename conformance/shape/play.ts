/** A play: the exact bytes, slices, gaps and ending that a server is to deliver for one attempt. */

/** How an answer ends. `comments` sends a comment every few milliseconds until the client closes. */
export type PlayEnd =
  | { readonly kind: "fin" }
  | { readonly kind: "rst" }
  | { readonly kind: "missing_last_chunk" }
  /** The last chunk never comes, and the connection stays open for another request. */
  | { readonly kind: "stay"; readonly limitMs: number }
  | { readonly kind: "hold"; readonly holdMs: number }
  | { readonly kind: "comments"; readonly limitMs: number };

export type ContentCoding = "gzip" | "deflate" | "br";

/** The odd ways of a transport around an answer, legal and broken ones; what is left out is as usual. */
export type PlayedWire = {
  /** Codes the body, with a flush a slice, where the request's Accept-Encoding admits it; else it goes as it is. */
  readonly encoding?: ContentCoding;
  /** How the coded body ends: as it should, without its final block, or without gzip's footer of 8 bytes. */
  readonly encodingEnd?: "whole" | "unfinished" | "no_footer";
  /** Bytes by which the declared length is wrong; needs `transfer: length`. */
  readonly lengthDelta?: number;
  /** Stands behind the size of each HTTP chunk: `;a=1`. */
  readonly chunkExtensions?: string;
  /** Fields behind the last chunk. */
  readonly trailers?: readonly (readonly [name: string, value: string])[];
  /** Interim answers (1xx) before the head, each a write of its own. */
  readonly informational?: readonly {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
  }[];
  /** The answer goes out when the request's head was read, whatever comes of its body. */
  readonly early?: boolean;
  /** The version that the status line names; needs `transfer: close`. */
  readonly httpVersion?: "1.0";
  /** The connection ends without a byte of an answer. */
  readonly noAnswer?: boolean;
  /** Padding fields in the head, KiB. */
  readonly headersKb?: number;
  /** Adds a `location` on the same attempt: this path below it, such as `/moved/chat/completions`. */
  readonly redirect?: string;
  /** A request by another method than POST, or without a body, gets 405 in place of this answer. */
  readonly postOnly?: boolean;
  /** The server ends its side after a whole answer, although it had not said so. */
  readonly halfClose?: boolean;
};

/** Slice `before` is withheld until the client has shown that many chunks. */
export type PlayBarrier = { readonly before: number; readonly shown: number };

export type PlayedExchangeScript = {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body, slice by slice; a slice is one write. */
  readonly slices: readonly Uint8Array[];
  /** Indexes of slices before which a real gap is made (pause mode). At most 64. */
  readonly gapsBefore: readonly number[];
  readonly transfer: "chunked" | "length" | "close";
  readonly end: PlayEnd;
  readonly wire?: PlayedWire;
  /** In the order of their slices. The first one that times out opens all the others. */
  readonly barriers?: readonly PlayBarrier[];
};

export type PlayScript = {
  readonly exchanges: readonly PlayedExchangeScript[];
  /** Milliseconds of one gap. */
  readonly gapMs: number;
  /** Milliseconds for which a barrier waits; 1,500 where it is left out. */
  readonly barrierMs?: number;
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

/** A barrier that was opened by its ceiling: the client had every byte before it, and showed too few chunks. */
export type BufferedRecord = { readonly due: number; readonly shown: number; readonly waitedMs: number };

/** What was delivered for one request. Times are milliseconds since the attempt was opened. */
export type DeliveryRecord = {
  readonly exchange: number | "past_script";
  readonly bytesWritten: number;
  readonly slicesWritten: number;
  readonly gapsMade: number;
  /** Gaps of strict delivery that were mere pauses: the peer's queue could not be seen, or did not empty in time. */
  readonly strictFallbacks?: number;
  /** Set where a barrier timed out. */
  readonly buffered?: BufferedRecord;
  /** Why parts of the script's `wire` could not be played, a clause each; then the answer proves nothing. */
  readonly ignored?: readonly string[];
  /** When the last scripted byte was handed to the socket. */
  readonly bodyWrittenAtMs: number | null;
  /** When the server ended or destroyed the connection itself. */
  readonly serverEndedAtMs: number | null;
  /** When the client closed or reset the connection before the server did. */
  readonly clientClosedAtMs: number | null;
};

/** The server's evidence of one attempt. */
export type ServerRecord = {
  readonly requests: readonly RequestRecord[];
  readonly deliveries: readonly DeliveryRecord[];
};

/** An opened attempt: where the client must connect, and what was seen of it. */
export type OpenPlay = {
  /** `http://127.0.0.1:PORT/a/TOKEN/v1`; chat clients POST `/chat/completions` below it. */
  readonly baseUrl: string;
  /** `http://127.0.0.1:PORT/a/TOKEN/events`, for `sse.read`. */
  readonly eventsUrl: string;
  readonly apiKey: string;
  /** Resolves when the head of the first request has been read. Never rejects. */
  readonly firstRequest: Promise<void>;
  /** Tells that the client has shown that many chunks so far, so that barriers open. */
  release(shown: number): void;
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
