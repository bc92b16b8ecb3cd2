/** Finds the profiles that a name stands for: those of a dialect, or the one that is called so. */
import { didYouMean, ToolkitError } from "../../src/base/index.ts";
import { DIALECT_NAMES } from "../../src/dialect/index.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { PROFILES } from "./profiles.ts";

/** Never empty. */
export type FoundProfiles = {
  /** The profile of exactly this name, where there is one: `groq`, `openrouter-a`. */
  readonly named: DialectProfile | null;
  /** Every profile of the dialect of this name (`openrouter`: three), else the named one alone. */
  readonly all: readonly DialectProfile[];
};

/**
 * `core` is spelled as OpenAI spells it. `place` is where the name was read, for the error.
 * @throws ToolkitError DIALECT_UNKNOWN where no dialect and no profile has the name, or nothing is drawn of it.
 */
export function findProfiles(name: string, place = `--dialect ${name}`): FoundProfiles {
  const wanted = name === "core" ? "openai" : name;
  const profiles: readonly DialectProfile[] = Object.values(PROFILES);
  const named = profiles.find((one) => one.name === wanted) ?? null;
  const ofDialect = profiles.filter((one) => one.dialect === wanted);
  if (ofDialect.length > 0) return { named, all: ofDialect };
  if (named !== null) return { named, all: [named] };
  throw new ToolkitError("DIALECT_UNKNOWN", place, whyUnknown(name, profiles));
}

function whyUnknown(name: string, profiles: readonly DialectProfile[]): string {
  const drawn = profiles.flatMap((one) => [one.dialect, one.name]);
  if (DIALECT_NAMES.some((one) => one === name)) {
    return `its shapes and its evidence are known, but no streams are drawn of it; there are ${[...new Set(drawn)].join(", ")}`;
  }
  const near = didYouMean(name, drawn);
  return `no dialect is called ${JSON.stringify(name)}${near === "" ? `; there are ${[...new Set(drawn)].join(", ")}` : near}`;
}
