import { expect, test } from "vitest";
import { lastLines } from "./last-lines.ts";

test("few lines, short, without keys", () => {
  expect(lastLines("")).toEqual([]);
  expect(lastLines("\n\n")).toEqual([]);
  expect(lastLines("one\ntwo\n")).toEqual(["one", "two"]);
  const many = Array.from({ length: 40 }, (_, index) => `line ${index}`).join("\n");
  expect(lastLines(many)).toHaveLength(12);
  expect(lastLines(many).at(-1)).toBe("line 39");
  expect(lastLines("x".repeat(10_000))).toEqual([`…${"x".repeat(2_000)}`]);
  expect(lastLines("refused: Bearer sk-live-1234567890abcdef").join("")).not.toContain("1234567890");
});
