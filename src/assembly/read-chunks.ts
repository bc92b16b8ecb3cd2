/** Reads the chunks of a stream while its bytes arrive, each held against the wire schema. */
import { ToolkitError } from "../base/index.ts";
import { isWireChunk, WireChunk, type WireError } from "../schema/index.ts";
import { createSseDecoder, type SseEvent, type StreamLimits } from "../wire/index.ts";
import { flushResidue } from "./flush-residue.ts";
import { isJsonObject } from "./json-object.ts";
import { readPayload } from "./read-payload.ts";

/** How the chunks ended: the iterator's return value, which `for await` lets go by. */
export type ChunksEnd = {
  /** `eof` where the bytes ended first; which of the two is normal, the dialect says. */
  readonly terminated: "done" | "eof";
  /** What was left of a line that the bytes ended in the middle of; "" where they did not. */
  readonly unfinishedLine: string;
};

/**
 * Yields each chunk as soon as the slice with its last byte has come. Comments, retries and JSON of other protocols are
 * gone past, as are events without data; an error envelope is yielded as the chunk whose `error` it is, however it is
 * spelled. `[DONE]` ends the iteration, and the source is closed. An event that the end of the bytes left without its
 * blank line is read if it is whole.
 *
 * @throws ToolkitError CHUNK_INVALID with a place (`stream:events[3].choices[0].index`) where a payload is no JSON or no
 * chunk; LIMIT_EXCEEDED as the decoder does, after the chunks before it. What the source throws passes through.
 */
export async function* readChunks(
  slices: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limits: StreamLimits = {},
): AsyncGenerator<WireChunk, ChunksEnd, undefined> {
  const decoder = createSseDecoder(limits);
  let at = 0;
  for await (const slice of slices) {
    for (const item of decoder.push(slice)) {
      if (item.kind !== "event") continue;
      const chunk = readChunk(item, at);
      at += 1;
      if (chunk === DONE) return { terminated: "done", unfinishedLine: "" };
      if (chunk !== null) yield chunk;
    }
  }
  const { event, cut } = flushResidue(decoder.end());
  const last = event === null ? null : readChunk(event, at);
  if (last === DONE) return { terminated: "done", unfinishedLine: "" };
  if (last !== null) yield last;
  return { terminated: "eof", unfinishedLine: cut };
}

const DONE = Symbol("[DONE]");

/** Null where the event is of another protocol, or has no data: some servers keep a connection alive so. */
function readChunk(event: SseEvent, at: number): WireChunk | typeof DONE | null {
  const payload = readPayload(event);
  switch (payload.kind) {
    case "done":
      return DONE;
    case "foreign":
      return null;
    case "malformed":
      if (payload.raw.trim() === "") return null;
      throw new ToolkitError("CHUNK_INVALID", `stream:events[${at}]`, "the data is no JSON");
    case "error_envelope":
      return errorChunk(payload.value, payload.error);
    case "chunk":
      return checkChunk(payload.value, at);
  }
}

function checkChunk(value: unknown, at: number): WireChunk {
  // The guard says the same as the shape; only the shape says what is wrong.
  if (isWireChunk(value)) return value;
  const checked = WireChunk.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const path = (issue?.path ?? [])
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("");
  throw new ToolkitError("CHUNK_INVALID", `stream:events[${at}]${path}`, issue?.message ?? "no chunk", {
    cause: checked.error,
  });
}

/**
 * The envelope with its other members, as far as a chunk may have them: a refusal of these would stand in place of the
 * error. An envelope whose own members are the error's (old vLLM) is the error alone.
 */
function errorChunk(envelope: unknown, error: WireError): WireChunk {
  if (!isJsonObject(envelope) || !Object.hasOwn(envelope, "error")) return { error };
  const chunk: unknown = { ...envelope, error };
  return isWireChunk(chunk) ? chunk : { error };
}
