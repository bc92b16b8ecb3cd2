/** Draws streams of a dialect by number: each in one of its profiles, by how often that was recorded. */
import { drawStreams, mixSeed, type DrawOptions, type NumberedStream } from "./draw-streams.ts";
import type { DialectProfile } from "./profiles/dialect-profile.ts";
import { pickProfile } from "./profiles/pick-profile.ts";

export type DialectDrawOptions = Omit<DrawOptions, "profile"> & { readonly profiles: readonly DialectProfile[] };

/** Keeps the pick apart from what is drawn with the same seed and number. */
const PICK_SALT = 0x70726f66;

/**
 * Stream n is the very one that its profile alone gives at seed and n; which profile that is depends on nothing else.
 * One at a time, as `drawStreams`.
 */
export function* drawDialect(options: DialectDrawOptions): Generator<NumberedStream, void, undefined> {
  const { profiles, count, first = 0, ...rest } = options;
  const [one, ...others] = profiles;
  if (one === undefined) return;
  for (let number = first; number < first + count; number += 1) {
    const profile = pickProfile([one, ...others], mixSeed(rest.seed ^ PICK_SALT, number));
    yield* drawStreams({ ...rest, profile, first: number, count: 1 });
  }
}
