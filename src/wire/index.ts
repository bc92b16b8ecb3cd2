/** The door of `src/wire`. */
export {
  DEFAULT_FRAMING,
  type Framing,
  type LineEnd,
  type Residue,
  type SseBlock,
  type SseEvent,
  type SseItem,
  type SseLine,
  type SseLines,
} from "./sse-event.ts";
export { encodeBlocks } from "./encode-blocks.ts";
export { createSseDecoder, type SseDecoder } from "./sse-decoder.ts";
export { type StreamLimits } from "./block-reader.ts";
export { decodeBytes } from "./decode-bytes.ts";
export { contentTypeOf, isEventStream, mediaTypeOf, type HeaderValues } from "./content-type.ts";
export { cutBytes } from "./cut-bytes.ts";
export { eventEnds } from "./event-ends.ts";
export { findSeams, visitSeams, SEAM_KINDS, type Seam, type SeamKind } from "./find-seams.ts";
