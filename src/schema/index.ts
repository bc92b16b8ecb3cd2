/** The door of `streamproof/schema`: the shapes of the wire, the message and the cassettes. */
export { ToolCall, MessageChoice, Message } from "./message.ts";
export { WireUsage } from "./usage.ts";
export { WireError } from "./wire-error.ts";
export { WireToolCallFragment } from "./tool-call-fragment.ts";
export { WireChunk, WireChoice, WireDelta, WireContentPart } from "./wire-chunk.ts";
export { isWireChunk } from "./is-wire-chunk.ts";
export { SpecChunk, SpecChoice, SpecDelta, SpecUsage } from "./spec-chunk.ts";
export { specDeviations, type SpecDeviation } from "./spec-deviations.ts";
export { ErrorEnvelope, ErrorBody, FlatErrorBody, DetailErrorBody } from "./error-envelope.ts";
export {
  ChatRequest,
  RequestMessage,
  RequestContentPart,
  RequestTool,
  RequestToolCall,
  RequestStreamOptions,
} from "./request.ts";
export { GoVcrV1, GoVcrV2, GoVcrInteractionV1, GoVcrInteractionV2 } from "./go-vcr.ts";
export { SCHEMA_SHAPES, type SchemaShape, type SchemaShapeName } from "./shapes.ts";
