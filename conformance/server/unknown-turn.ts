/** The turn of a request that belongs to no attempt: it is told so, and nothing is kept of it. */
import { countShown } from "./count-shown.ts";
import { recordDelivery } from "./record-delivery.ts";
import type { Turn } from "./record-attempt.ts";
import { unknownTokenExchange } from "./unscripted-exchange.ts";

export function unknownTurn(): Turn {
  const delivery = recordDelivery("past_script", () => 0);
  return {
    exchange: unknownTokenExchange(),
    gapMs: 0,
    shown: countShown(),
    barrierMs: 0,
    delivery,
    keepBody: () => {},
    release: () => {},
  };
}
