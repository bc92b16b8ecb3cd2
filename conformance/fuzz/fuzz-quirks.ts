/** The quirks that are drawn: those of the generators and those of this room, none stricter than the catalogue. */
import { QUIRKS, type Quirk } from "../../generators/index.ts";
import type { Level } from "../shape/case.ts";
import type { FuzzQuirk } from "./fuzz-quirk.ts";
import { ODD_CHUNKS } from "./odd-chunks.ts";
import { ODD_FRAMING } from "./odd-framing.ts";
import { ODD_TOOLS } from "./odd-tools.ts";
import { ODD_USAGE } from "./odd-usage.ts";

/** Where the catalogue asks less or more of a client than the generators do, with the case that says so. */
export const QUIRK_LEVELS: Readonly<Record<string, { readonly level: Level; readonly case: string }>> = {
  "chunks/empty-choices": { level: "should", case: "choices/empty-in-the-middle" },
  "chunks/choices-null": { level: "should", case: "choices/null" },
  "role/null-later": { level: "should", case: "delta/role-null-or-empty-later" },
  "text/null-beside": { level: "should", case: "chunk/nulls-of-servers" },
  "tools/empty-later": { level: "should", case: "tools/empty-id-on-later-fragments" },
  "tools/null-later": { level: "should", case: "tools/type-null-or-empty" },
  "tools/repeated-later": { level: "should", case: "tools/name-on-every-fragment" },
  "tools/without-type": { level: "must", case: "tools/type-absent" },
  "usage/missing": { level: "observe", case: "usage/never-sent" },
  "usage/with-finish": { level: "should", case: "usage/on-finish-chunk" },
};

export const FUZZ_QUIRKS: readonly FuzzQuirk[] = [
  ...[...QUIRKS.values()].map((quirk) => ({ ...quirk, ...levelOf(quirk) })),
  ...ODD_CHUNKS,
  ...ODD_USAGE,
  ...ODD_TOOLS,
  ...ODD_FRAMING,
];

/** True of what changes the bytes around the chunks, and no chunk. */
export function isOfFraming(quirk: Quirk): boolean {
  return quirk.on === "blocks" || quirk.on === "framing";
}

// --- internal ---

function levelOf({ id }: Quirk): { readonly level?: Level } {
  const known = QUIRK_LEVELS[id];
  return known === undefined ? {} : { level: known.level };
}
