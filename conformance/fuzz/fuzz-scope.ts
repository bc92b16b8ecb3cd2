/** What may be drawn for a client: the dialects that it claims, what it can report, how binding a quirk must be. */
import { ToolkitError } from "../../src/base/index.ts";
import { FAULTS, PROFILES, type DialectProfile, type Fault, type Quirk } from "../../generators/index.ts";
import type { Capability } from "../shape/capability.ts";
import type { Ready } from "../shape/protocol.ts";
import { FUZZ_QUIRKS } from "./fuzz-quirks.ts";

/** The least level that is drawn: `should` has the musts too. */
export type FuzzLevel = "must" | "should";

export type FuzzScope = {
  readonly profiles: readonly DialectProfile[];
  readonly quirks: readonly Quirk[];
  readonly faults: readonly Fault[];
  readonly level: FuzzLevel;
  readonly capabilities: readonly Capability[];
};

/**
 * `core` is spelled as OpenAI spells it. A dialect that is asked for by name need not be claimed.
 * @throws ToolkitError PROFILE_UNKNOWN where no profile is of that dialect.
 */
export function fuzzScope(
  claim: Ready,
  options: { readonly dialect?: string | undefined; readonly level?: FuzzLevel },
): FuzzScope {
  const level = options.level ?? "must";
  const { dialect } = options;
  const claimed = new Set(claim.profiles.map((name) => (name === "core" ? "openai" : name)));
  const all: readonly DialectProfile[] = Object.values(PROFILES);
  const wanted = dialect === "core" ? "openai" : dialect;
  const profiles = all.filter((one) =>
    wanted === undefined
      ? claimed.has(one.dialect) && !one.isProvisional
      : one.dialect === wanted || one.name === wanted,
  );
  if (profiles.length === 0) {
    const place = wanted === undefined ? "the profiles that the adapter claims" : `--dialect ${wanted}`;
    const known = [...new Set(all.map((one) => one.dialect))].join(", ");
    throw new ToolkitError("PROFILE_UNKNOWN", place, `nothing is generated for it; known are ${known}`);
  }
  const isDrawn = (weight: { readonly level: string }) => weight.level === "must" || weight.level === level;
  const dialects = new Set(["core", ...profiles.map((one) => one.dialect)]);
  return {
    profiles,
    quirks: FUZZ_QUIRKS.filter((quirk) => isDrawn(quirk) && dialects.has(quirk.profile)),
    faults: [...FAULTS.values()].filter(isDrawn),
    level,
    capabilities: claim.capabilities,
  };
}
