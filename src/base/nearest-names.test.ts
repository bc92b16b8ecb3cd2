import { expect, test } from "vitest";
import { didYouMean, nearestNames } from "./nearest-names.ts";

const NAMES = ["usage/own-empty-choices", "usage/on-finish-chunk", "errors/http-401", "c202", "c203"];

test.each([
  ["usage/own-empty-choice", ["usage/own-empty-choices"]],
  ["errors/http-410", ["errors/http-401"]],
  ["C202", ["c202", "c203"]],
  ["nothing-like-it", []],
])("%s is near to %j", (unknown, near) => {
  expect(nearestNames(unknown, NAMES)).toEqual(near);
});

test("a swap of neighbours is one step, so it is nearer than two replacements", () => {
  expect(nearestNames("dleta", ["dxxta", "delta"])[0]).toBe("delta");
});

test("nothing is suggested where nothing is near", () => {
  expect(didYouMean("zzz", NAMES)).toBe("");
  expect(didYouMean("c20", ["c202"])).toBe("; did you mean c202?");
});
