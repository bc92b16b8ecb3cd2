/** The door of `src/dialect`: one module a provider, and the table of them. */
export { type Dialect, type Evidence } from "./dialect.ts";
export { DIALECTS, type DialectName } from "./dialects.ts";
export { DIALECT_SHAPES, type DialectShapeName } from "./shapes.ts";
export {
  OPENAI,
  OpenAiAnnotation,
  OpenAiAudio,
  OpenAiChoice,
  OpenAiChunk,
  OpenAiDelta,
  OpenAiLogprob,
  OpenAiUsage,
} from "./openai.ts";
export {
  OPENROUTER,
  OpenRouterChoice,
  OpenRouterChunk,
  OpenRouterDelta,
  OpenRouterReasoningDetail,
  OpenRouterUsage,
} from "./openrouter.ts";
export { AZURE, AzureChoice, AzureChunk, AzureFilterFinding, AzureFilterResults } from "./azure.ts";
