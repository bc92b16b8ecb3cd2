/** The steps of a streaming client, each replaceable: a flawed client is the right one with one step wrong. */
import type { Assembled } from "../../src/assembly/index.ts";
import type { SseEvent } from "../../src/wire/index.ts";
import type { ReportedError } from "../shape/protocol.ts";

/** Bytes in, events out. `end` yields what the client makes of the rest. */
export type ModelDecoder = { push(slice: Uint8Array): readonly SseEvent[]; end(): readonly SseEvent[] };

/** Chunks in, the answer out. */
export type ModelFold = { push(chunk: unknown): unknown; end(): Pick<Assembled, "message" | "usage"> };

/** An error that the model shows to its caller. */
export class ModelError extends Error {
  readonly shown: ReportedError;
  constructor(shown: ReportedError) {
    super(shown.message ?? shown.native ?? "failed");
    this.shown = shown;
  }
}

export type ModelParts = {
  readonly createDecoder: () => ModelDecoder;
  /** Throws a ModelError where the answer's head promises no event stream. */
  readonly checkHead: (response: Response) => Promise<void>;
  /** Whether this data ends the stream. */
  readonly isDone: (data: string) => boolean;
  /** Undefined where the data is no chunk for this client; throws where it is malformed. */
  readonly readChunk: (event: SseEvent) => unknown;
  /** The error that a chunk carries, to be thrown; undefined where it carries none. */
  readonly errorOf: (chunk: unknown) => ReportedError | undefined;
  readonly createFold: () => ModelFold;
  /** What happens after the end marker: stop reading, or go on. */
  readonly afterDone: "cancel" | "wait_for_close" | "go_on";
  /** Throws where the bytes ended and the answer cannot be whole. */
  readonly checkEnd: (seen: { readonly done: boolean; readonly finish: boolean }) => void;
  /** What a broken transport comes to. */
  readonly onTransportError: "throw" | "end_quietly" | "post_again";
  /** Whether an abort reaches the transport. */
  readonly abortReaches: boolean;
};
