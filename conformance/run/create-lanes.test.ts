import { expect, test } from "vitest";
import { createLanes } from "./create-lanes.ts";

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  const handle: { resolve?: () => void } = {};
  const promise = new Promise<void>((resolve) => {
    handle.resolve = resolve;
  });
  return { promise, resolve: () => handle.resolve?.() };
}

/** A promise with its handle, so that a test decides the order of events. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = withResolvers();
  return { opened: promise, open: resolve };
}

test("no more plays run at once than there are lanes", async () => {
  const lanes = createLanes(2);
  let running = 0;
  let peak = 0;
  await Promise.all(
    Array.from({ length: 9 }, () =>
      lanes.shared(async () => {
        running += 1;
        peak = Math.max(peak, running);
        await Promise.resolve();
        running -= 1;
      }),
    ),
  );
  expect(peak).toBe(2);
});

test("an exclusive play waits for the running ones, goes before the waiting ones, runs alone", async () => {
  const lanes = createLanes(2);
  const order: string[] = [];
  let running = 0;
  const first = gate();
  const shared = (name: string, until?: Promise<void>): Promise<boolean> =>
    lanes.shared(async () => {
      running += 1;
      order.push(name);
      await until;
      running -= 1;
      return running === 0;
    });
  const a = shared("a", first.opened);
  const b = shared("b", first.opened);
  const c = shared("c");
  const solo = lanes.exclusive(async () => {
    order.push("solo");
    return running === 0;
  });
  first.open();
  expect(await solo).toBe(true);
  expect(await Promise.all([a, b])).toEqual([false, true]);
  await c;
  expect(order).toEqual(["a", "b", "solo", "c"]);
});

test("a failing play frees its lane", async () => {
  const lanes = createLanes(1);
  await expect(lanes.shared(() => Promise.reject(new Error("planted")))).rejects.toThrow("planted");
  expect(await lanes.exclusive(async () => "next")).toBe("next");
});
