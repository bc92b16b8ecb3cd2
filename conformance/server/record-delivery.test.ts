import { expect, test } from "vitest";
import { recordDelivery } from "./record-delivery.ts";

test("the side that ended a delivery first has ended it", async () => {
  let nowMs = 1;
  const heard: unknown[] = [];
  const delivery = recordDelivery(
    0,
    () => nowMs,
    (one) => heard.push(one),
  );
  const ended = delivery.ended.then(() => delivery.record().clientClosedAtMs);
  expect(delivery.isOver).toBe(false);
  delivery.clientClosed();
  nowMs = 2;
  delivery.serverEnded();
  expect(delivery.record()).toMatchObject({ clientClosedAtMs: 1, serverEndedAtMs: null });
  expect([delivery.isOver, delivery.over.aborted, await ended]).toEqual([true, true, 1]);
  expect(heard).toEqual([delivery]);
  // Who asks after the end is answered at once.
  await delivery.ended;
});

test("a record that was handed out does not change any more", () => {
  const delivery = recordDelivery(0, () => 1);
  const before = delivery.record();
  delivery.wroteSlice(3);
  delivery.madeGap("fallback");
  delivery.timedOut({ due: 2, shown: 1, waitedMs: 5 });
  delivery.wroteBody();
  expect(before).toEqual({
    exchange: 0,
    bytesWritten: 0,
    slicesWritten: 0,
    gapsMade: 0,
    bodyWrittenAtMs: null,
    serverEndedAtMs: null,
    clientClosedAtMs: null,
  });
  expect(delivery.record()).toMatchObject({ bytesWritten: 3, slicesWritten: 1, gapsMade: 1, strictFallbacks: 1 });
});
