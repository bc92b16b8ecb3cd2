/** The door of `src/wire`. */
export { DEFAULT_FRAMING, type Framing, type LineEnd, type Residue, type SseBlock, type SseEvent, type SseItem } from "./sse-event.ts";
