/** Refuses a `--profile` that names no dialect: every case would be skipped for it. */
import { ToolkitError } from "../../src/base/index.ts";
import { Profile, unknownProfile } from "../shape/profile.ts";

/** @throws ToolkitError PROFILE_UNKNOWN with the nearest name. */
export function requireProfiles(names: readonly string[]): readonly Profile[] {
  return names.map((name) => {
    const profile = Profile.safeParse(name);
    if (profile.success) return profile.data;
    throw new ToolkitError("PROFILE_UNKNOWN", `--profile ${name}`, unknownProfile(name));
  });
}
