/** Tells how long a server will take over a script by its own doing. */
import type { PlayScript } from "../shape/play.ts";

/** Milliseconds: the gaps, the holds and one barrier. What an abort case waits for is the client's doing and does not count. */
export function plannedDeliveryMs(script: PlayScript): number {
  let total = 0;
  for (const exchange of script.exchanges) {
    total += exchange.gapsBefore.length * script.gapMs;
    if (exchange.end.kind === "hold") total += exchange.end.holdMs;
    if (exchange.end.kind === "stay") total += exchange.end.limitMs;
    // The first barrier that times out opens the others.
    if (exchange.barriers !== undefined) total += script.barrierMs ?? 0;
  }
  return Math.ceil(total);
}
