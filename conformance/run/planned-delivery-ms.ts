/** Tells how long a server will take over a script by its own doing. */
import type { PlayScript } from "../shape/play.ts";

/** Milliseconds: the gaps and the holds. What an abort case waits for is the client's doing and does not count. */
export function plannedDeliveryMs(script: PlayScript): number {
  let total = 0;
  for (const exchange of script.exchanges) {
    total += exchange.gapsBefore.length * script.gapMs;
    if (exchange.end.kind === "hold") total += exchange.end.holdMs;
  }
  return Math.ceil(total);
}
