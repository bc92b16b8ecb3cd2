/** The door of `streamproof/schema`: the shapes of the wire, the message and the cassettes. */
export { ToolCall, MessageChoice, Message } from "./message.ts";
export { WireUsage } from "./usage.ts";
export { WireError } from "./wire-error.ts";
export { WireChunk, WireChoice, WireDelta, WireToolCallFragment, WireContentPart } from "./wire-chunk.ts";
