/** Starts every watch, for one stream. */
import { watchDeltas } from "./watch-deltas.ts";
import { watchEnvelope } from "./watch-envelope.ts";
import { watchErrors } from "./watch-errors.ts";
import { watchFinish } from "./watch-finish.ts";
import { watchTools } from "./watch-tools.ts";
import { watchUsage } from "./watch-usage.ts";
import type { Say, Watch } from "./watch.ts";

export function startWatches(say: Say): readonly Watch[] {
  return [watchEnvelope, watchDeltas, watchTools, watchFinish, watchUsage, watchErrors].map((start) => start(say));
}
