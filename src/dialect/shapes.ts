/** The table of the dialects' chunk shapes, by the names under which they are printed as documents. */
import type { SchemaShape } from "../schema/index.ts";
import { AzureChunk } from "./azure.ts";
import { OpenAiChunk } from "./openai.ts";
import { OpenRouterChunk } from "./openrouter.ts";

export const DIALECT_SHAPES = {
  "chunk-openai": { title: "A chunk as OpenAI writes it", schema: OpenAiChunk },
  "chunk-openrouter": { title: "A chunk as OpenRouter writes it", schema: OpenRouterChunk },
  "chunk-azure": { title: "A chunk as Azure OpenAI writes it", schema: AzureChunk },
} as const satisfies Record<string, SchemaShape>;

export type DialectShapeName = keyof typeof DIALECT_SHAPES;
