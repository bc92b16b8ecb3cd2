/** Tells what the plays of some cases would take, without playing them. */
import { expandCase } from "../expand/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { PlannedCase } from "./choose-plays.ts";
import { plannedDeliveryMs } from "./planned-delivery-ms.ts";

/** Milliseconds of a play beside its gaps and holds: a request, an answer, a report. A nominal figure, the same everywhere. */
export const PLAY_COST_MS = 10;

export function planPlays(
  cases: readonly LoadedCase[],
  options: { readonly variants: "default" | "none" | "all"; readonly gapMs: number },
): readonly PlannedCase[] {
  return cases.map((loaded) => ({
    uid: loaded.case.uid,
    plays: expandCase(loaded, options).map(({ key, axis, script }) => ({
      key,
      axis,
      plannedMs: PLAY_COST_MS + plannedDeliveryMs(script),
    })),
  }));
}
