/** The profiles: names of dialects, as a client claims them and as a case needs them. */
import { z } from "zod";
import { didYouMean } from "../../src/base/index.ts";
import { DIALECT_NAMES } from "../../src/dialect/dialect-names.ts";

/** `core` is what every dialect has in common; the others are the dialects, by their names. */
export const PROFILE_NAMES = ["core", ...DIALECT_NAMES] as const;

export const Profile = z.enum(PROFILE_NAMES, { error: ({ input }) => unknownProfile(input) });
export type Profile = z.infer<typeof Profile>;

/** Why a value is no profile, with the nearest name where one is near. */
export function unknownProfile(value: unknown): string {
  if (typeof value !== "string") return "a profile is a name, such as core or openrouter";
  const near = didYouMean(value, PROFILE_NAMES);
  return `no profile is called ${JSON.stringify(value)}${near === "" ? `; there are ${PROFILE_NAMES.join(", ")}` : near}`;
}
