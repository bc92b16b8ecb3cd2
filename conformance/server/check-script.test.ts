import { expect, test } from "vitest";
import type { PlayedExchangeScript } from "../shape/play.ts";
import { checkScript } from "./check-script.ts";
import { exchange, script } from "./testing/script.ts";

const REFUSED: readonly (readonly [string, Partial<PlayedExchangeScript>])[] = [
  ["script.exchanges[1].status", { status: 99 }],
  ["script.exchanges[1].status", { status: 200.5 }],
  ["script.exchanges[1].headers", { headers: [["no name", "x"]] }],
  ["script.exchanges[1].headers.x", { headers: [["x", "1\r\ninjected: 2"]] }],
  ["script.exchanges[1].gapsBefore", { gapsBefore: [2] }],
  ["script.exchanges[1].gapsBefore", { gapsBefore: [0.5] }],
];

test.each(REFUSED)("%s is named when it cannot be played: %j", (place, changes) => {
  const check = (): void => checkScript(script(exchange(["a"]), exchange(["a", "b"], changes)));
  expect(check).toThrow(expect.objectContaining({ code: "CASE_INVALID", place }));
});

test("a gap is no negative time", () => {
  expect(() => checkScript({ gapMs: Number.NaN, exchanges: [] })).toThrow(/milliseconds/);
});

test("an ordinary script, and one that answers nothing, pass", () => {
  checkScript(script(exchange(["a", "b"], { gapsBefore: [0, 1], headers: [["X-Note", "é\t"]] })));
  checkScript(script());
});
