/** The table of dialects, by name. */
import { AZURE } from "./azure.ts";
import type { Dialect } from "./dialect.ts";
import { OPENAI } from "./openai.ts";
import { OPENROUTER } from "./openrouter.ts";

export const DIALECTS = {
  openai: OPENAI,
  openrouter: OPENROUTER,
  azure: AZURE,
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof DIALECTS;
