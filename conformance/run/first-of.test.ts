import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { CEILING, firstOf, INTERRUPTED } from "./first-of.ts";

const never = new Promise<never>(() => {});

test("the first promise, the ceiling, the interruption: whichever comes first", async () => {
  expect(await firstOf([never, Promise.resolve(1)], { ceilingMs: 60_000 })).toBe(1);
  expect(await firstOf([never], { ceilingMs: 1 })).toBe(CEILING);
  const interruption = new AbortController();
  const waiting = firstOf([never], { ceilingMs: 60_000, signal: interruption.signal });
  interruption.abort();
  expect(await waiting).toBe(INTERRUPTED);
  expect(await firstOf([Promise.resolve(1)], { signal: interruption.signal })).toBe(INTERRUPTED);
});

test("many waits put one listener on the signal, and leave no timer", async () => {
  const { signal } = new AbortController();
  const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  await Promise.all(Array.from({ length: 50 }, () => firstOf([Promise.resolve(1)], { ceilingMs: 60_000, signal })));
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  expect(process.getActiveResourcesInfo().filter((name) => name === "Timeout").length).toBeLessThan(before + 50);
});
