import { expect, test } from "vitest";
import type { Finding } from "../shape/finding.ts";
import { boundFindings } from "./bound-findings.ts";

const finding = (code: Finding["code"], at: number): Finding => ({
  code,
  severity: "fail",
  path: `choices[${at}]`,
  expected: null,
  actual: at,
});

test("the first of each code are kept in order, and one more counts the rest", () => {
  const many = Array.from({ length: 10_000 }, (_, at) => finding("choice.invented", at));
  const bounded = boundFindings([finding("usage.lost", 0), ...many, finding("finish.lost", 1)], 3);
  expect(bounded.map(({ code, actual }) => [code, actual])).toEqual([
    ["usage.lost", 0],
    ["choice.invented", 0],
    ["choice.invented", 1],
    ["choice.invented", 2],
    ["choice.invented", "9997 more of this kind, the first of them here"],
    ["finish.lost", 1],
  ]);
  expect(bounded[4]?.path).toBe("choices[3]");
});

test("as many as are kept, or fewer, stay as they are", () => {
  const few = [finding("usage.lost", 0), finding("usage.lost", 1)];
  expect(boundFindings(few, 2)).toEqual(few);
});
