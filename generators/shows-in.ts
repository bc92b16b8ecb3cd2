/** Says whether a quirk or a fault ever changes a stream of a dialect. */
import { drawStreams } from "./draw-streams.ts";
import type { Fault } from "./faults/fault.ts";
import type { DialectProfile } from "./profiles/dialect-profile.ts";
import type { Quirk } from "./quirks/quirk.ts";

/** What shows at all shows in one of ten streams or more: in none of so many, by chance, once in 10^9. */
const STREAMS_MAX = 200;
const SEED = 1;

/**
 * False where the dialect does so already (usage on the finish, at Mistral), or cannot do so (calls, at Perplexity):
 * looked for in the same 200 streams each time, so the answer is always the same.
 */
export function showsIn(profile: DialectProfile, change: Quirk | Fault): boolean {
  const changes = "on" in change ? { quirks: [change] } : { faults: [change] };
  for (const { whole, broken } of drawStreams({ profile, seed: SEED, count: STREAMS_MAX, ...changes })) {
    if (broken !== null || whole.knobs.quirks.length > 0) return true;
  }
  return false;
}
