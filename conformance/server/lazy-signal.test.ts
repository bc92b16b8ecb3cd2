import { expect, test } from "vitest";
import { LazySignal } from "./lazy-signal.ts";

test("a signal that was asked for before hears the abort, with the first reason", () => {
  const lazy = new LazySignal();
  const { signal } = lazy;
  const heard: unknown[] = [];
  signal.addEventListener("abort", () => heard.push(signal.reason));
  expect([lazy.aborted, signal.aborted]).toEqual([false, false]);
  lazy.abort("first");
  lazy.abort("second");
  expect([lazy.aborted, signal.aborted, heard]).toEqual([true, true, ["first"]]);
});

test("a signal that is asked for later is aborted already, and always the same one", () => {
  const lazy = new LazySignal();
  lazy.abort("over");
  expect(lazy.signal.reason).toBe("over");
  expect(lazy.signal).toBe(lazy.signal);
});
