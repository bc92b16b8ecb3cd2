/** A watch looks at one group of invariants while the payloads of a stream go by. */
import type { Assembled, Payload } from "../../assembly/index.ts";
import type { ChunkParts } from "./chunk-parts.ts";
import type { InvariantId } from "./stream-invariants.ts";

/** Where it was seen: the event, from 1, and the member inside; null where it is the stream's as a whole. */
export type SeenAt = { readonly event: number; readonly path: string } | null;

/** `recorded` tells of what real servers are known to send: it is said, but never as an error. */
export type Say = (invariant: InvariantId, at: SeenAt, message: string, isRecorded?: "recorded") => void;

export type Watch = {
  /** Each payload before `[DONE]`, and the first one that is it. */
  readonly payload?: (payload: Payload, event: number) => void;
  /** Each of them that is a chunk. */
  readonly chunk?: (chunk: ChunkParts, event: number) => void;
  readonly end?: (assembled: Assembled) => void;
};

/** Starts a watch of one stream. */
export type StartWatch = (say: Say) => Watch;
