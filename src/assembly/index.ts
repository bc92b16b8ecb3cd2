/** The door of `src/assembly`. */
export type {
  Assembled,
  AssembledAudio,
  ChoiceExtras,
  NamedValues,
  Note,
  ReasoningViews,
  ToolCallExtras,
} from "./assembled.ts";
export type { Payload } from "./payload.ts";
export type { FoldOptions } from "./fold-options.ts";
export { classifyPayload } from "./classify-payload.ts";
export { readPayload } from "./read-payload.ts";
export { createFold, type Fold } from "./create-fold.ts";
export { foldChunks } from "./fold-chunks.ts";
export { assemble } from "./assemble.ts";
export { readChunks, type ChunksEnd } from "./read-chunks.ts";
