/** What may be drawn for a client: the dialects that it claims, what it can report, how binding a quirk must be. */
import { didYouMean, ToolkitError } from "../../src/base/index.ts";
import { findProfiles, PROFILES, type DialectProfile, type Fault } from "../../generators/index.ts";
import type { Capability } from "../shape/capability.ts";
import { bindsAtLeast, type Level } from "../shape/case.ts";
import type { Ready } from "../shape/protocol.ts";
import { FUZZ_FAULTS } from "./fuzz-faults.ts";
import type { FuzzQuirk } from "./fuzz-quirk.ts";
import { FUZZ_QUIRKS } from "./fuzz-quirks.ts";

/** Bytes of one stream at most, where nothing else is asked for. */
export const STREAM_BYTES_MAX = 65_536;

export type FuzzScope = {
  readonly profiles: readonly DialectProfile[];
  readonly quirks: readonly FuzzQuirk[];
  /** True where the quirks were asked for by name: then no stream is drawn without one. */
  readonly needsQuirk: boolean;
  readonly faults: readonly Fault[];
  /** The least level that is drawn: `should` has the musts too, `observe` has all. */
  readonly level: Level;
  readonly capabilities: readonly Capability[];
  readonly streamBytesMax: number;
};

export type FuzzScopeOptions = {
  readonly dialect?: string | undefined;
  readonly level?: Level;
  /** Ids of the only quirks to draw, whatever their level; of those never to draw; of the only faults. */
  readonly quirks?: readonly string[] | undefined;
  readonly withoutQuirks?: readonly string[] | undefined;
  readonly faults?: readonly string[] | undefined;
  readonly streamBytesMax?: number | undefined;
};

/**
 * `core` is spelled as OpenAI spells it. A dialect that is asked for by name need not be claimed.
 * @throws ToolkitError DIALECT_UNKNOWN where nothing is drawn of it, QUIRK_UNKNOWN or FAULT_UNKNOWN where none has that id.
 */
export function fuzzScope(claim: Ready, options: FuzzScopeOptions): FuzzScope {
  const level = options.level ?? "must";
  const profiles = profilesOf(claim, options.dialect);
  const isDrawn = (weight: { readonly level: Level }) => bindsAtLeast(weight.level, level);
  const dialects = new Set(["core", ...profiles.map((one) => one.dialect)]);
  const named = byId("QUIRK_UNKNOWN", options.quirks ?? [], FUZZ_QUIRKS);
  const unwanted = new Set(byId("QUIRK_UNKNOWN", options.withoutQuirks ?? [], FUZZ_QUIRKS));
  const quirks = named.length > 0 ? named : FUZZ_QUIRKS.filter((one) => isDrawn(one) && dialects.has(one.profile));
  const faults = byId("FAULT_UNKNOWN", options.faults ?? [], FUZZ_FAULTS);
  return {
    profiles,
    quirks: quirks.filter((one) => !unwanted.has(one)),
    needsQuirk: named.length > 0,
    faults: faults.length > 0 ? faults : FUZZ_FAULTS.filter(isDrawn),
    level,
    capabilities: claim.capabilities,
    streamBytesMax: options.streamBytesMax ?? STREAM_BYTES_MAX,
  };
}

// --- internal ---

/** Those that nobody recorded are drawn only where they are asked for by name. */
function profilesOf({ profiles }: Ready, dialect: string | undefined): readonly DialectProfile[] {
  if (dialect !== undefined) return findProfiles(dialect).all;
  const claimed = new Set<string>(profiles.map((name) => (name === "core" ? "openai" : name)));
  const known: readonly DialectProfile[] = Object.values(PROFILES).filter((one) => !one.isProvisional);
  const drawn = known.filter((one) => claimed.has(one.dialect));
  if (drawn.length > 0) return drawn;
  const names = [...new Set(known.map((one) => one.dialect))].join(", ");
  const detail = `nothing is generated for ${profiles.join(", ") || "none"}; known are ${names}, others by --dialect`;
  throw new ToolkitError("DIALECT_UNKNOWN", "the profiles that the adapter claims", detail);
}

function byId<One extends { readonly id: string }>(
  code: "QUIRK_UNKNOWN" | "FAULT_UNKNOWN",
  ids: readonly string[],
  all: readonly One[],
): readonly One[] {
  return ids.map((id) => {
    const found = all.find((one) => one.id === id);
    if (found !== undefined) return found;
    const near = didYouMean(
      id,
      all.map((one) => one.id),
    );
    throw new ToolkitError(
      code,
      id,
      `nothing is called so${near === "" ? `; there are ${all.map((one) => one.id).join(", ")}` : near}`,
    );
  });
}
