/** Picks the profile that one stream of a dialect is spelled in, by how often each was recorded. */
import type { DialectProfile } from "./dialect-profile.ts";
import { RECORDED_STREAMS } from "./recorded-streams.ts";

/** `draw` is any whole number below 2^32; the same one always picks the same profile. */
export function pickProfile<Profile extends Pick<DialectProfile, "name">>(
  profiles: readonly [Profile, ...Profile[]],
  draw: number,
): Profile {
  const weights = profiles.map((profile) => Math.max(1, weightOf(profile.name)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = ((draw >>> 0) / 2 ** 32) * total;
  return profiles.find((_profile, at) => (left -= weights[at] ?? 0) < 0) ?? profiles[0];
}

function weightOf(name: string): number {
  return Object.entries(RECORDED_STREAMS).find(([known]) => known === name)?.[1] ?? 0;
}
