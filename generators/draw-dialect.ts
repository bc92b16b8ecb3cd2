/** Draws streams of a dialect by number: each in one of its profiles, by how often that was recorded. */
import { ToolkitError } from "../src/base/index.ts";
import { checkDrawNumbers } from "./draw-numbers.ts";
import { drawStreams, mixSeed, type DrawOptions, type NumberedStream } from "./draw-streams.ts";
import type { DialectProfile } from "./profiles/dialect-profile.ts";
import { pickProfile } from "./profiles/pick-profile.ts";

/** As `DrawOptions`, of several profiles: those that `findProfiles` finds by a dialect's name. */
export type DialectDrawOptions = Omit<DrawOptions, "profile"> & {
  /** At least one. */
  readonly profiles: readonly DialectProfile[];
};

/** Keeps the pick apart from what is drawn with the same seed and number. */
const PICK_SALT = 0x70726f66;

/**
 * Stream n is the very one that its profile alone gives at seed and n; which profile that is depends on nothing else.
 * One at a time, as `drawStreams`. Throws a ToolkitError USAGE, at the call, where a seed or a count is no whole
 * number, or no profile is given.
 */
export function drawDialect(options: DialectDrawOptions): Generator<NumberedStream, void, undefined> {
  checkDrawNumbers("drawDialect", options);
  const [one, ...others] = options.profiles;
  if (one === undefined) throw new ToolkitError("USAGE", "drawDialect: profiles", "there is none; give at least one");
  return drawEach(options, [one, ...others]);
}

// --- internal ---

function* drawEach(
  { profiles: _profiles, count, first = 0, ...rest }: DialectDrawOptions,
  profiles: readonly [DialectProfile, ...DialectProfile[]],
): Generator<NumberedStream, void, undefined> {
  for (let number = first; number < first + count; number += 1) {
    const profile = pickProfile(profiles, mixSeed(rest.seed ^ PICK_SALT, number));
    yield* drawStreams({ ...rest, profile, first: number, count: 1 });
  }
}
