/** The quirks that are drawn: those of the generators and those of this room. */
import { QUIRKS, type Quirk } from "../../generators/index.ts";
import type { FuzzQuirk } from "./fuzz-quirk.ts";
import { ODD_CHUNKS } from "./odd-chunks.ts";
import { ODD_FRAMING } from "./odd-framing.ts";
import { ODD_TOOLS } from "./odd-tools.ts";
import { ODD_USAGE } from "./odd-usage.ts";

export const FUZZ_QUIRKS: readonly FuzzQuirk[] = [
  ...QUIRKS.values(),
  ...ODD_CHUNKS,
  ...ODD_USAGE,
  ...ODD_TOOLS,
  ...ODD_FRAMING,
];

/** True of what changes the bytes around the chunks, and no chunk. */
export function isOfFraming(quirk: Quirk): boolean {
  return quirk.on === "blocks" || quirk.on === "framing";
}
