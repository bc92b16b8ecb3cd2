/** The table of quirks, by id. */
import { CHOICE_QUIRKS } from "./choice-quirks.ts";
import { CHUNK_QUIRKS } from "./chunk-quirks.ts";
import type { Quirk } from "./quirk.ts";
import { STREAM_QUIRKS } from "./stream-quirks.ts";
import { TEXT_QUIRKS } from "./text-quirks.ts";
import { TOOL_QUIRKS } from "./tool-quirks.ts";
import { USAGE_QUIRKS } from "./usage-quirks.ts";

/**
 * Every quirk by its id: `QUIRKS.get("usage/own-chunk")`. Each says in `source` who was seen to do so, or which clause
 * allows it. In some dialects some change nothing (`showsIn`).
 */
export const QUIRKS: ReadonlyMap<string, Quirk> = new Map(
  [...TEXT_QUIRKS, ...CHUNK_QUIRKS, ...CHOICE_QUIRKS, ...USAGE_QUIRKS, ...TOOL_QUIRKS, ...STREAM_QUIRKS].map(
    (quirk) => [quirk.id, quirk],
  ),
);
