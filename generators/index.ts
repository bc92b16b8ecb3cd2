/** The door of `generators`. */
export { cuts, twoWayCut, type CutsOptions } from "./cuts.ts";
export { sseBlocks, type SseBlocksOptions } from "./sse-blocks.ts";
export { framing } from "./framing.ts";
export { expectedItems } from "./expected-items.ts";
