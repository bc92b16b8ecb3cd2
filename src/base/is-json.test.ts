import { expect, test } from "vitest";
import { isJson } from "./is-json.ts";

test.each(["{}", " 1\n", "null", '"a"', '{"a":1,"a":2}'])("%j is JSON", (text) => {
  expect(isJson(text)).toBe(true);
});

test.each(["", "undefined", "{'a':1}", '{"a":', "{} {}", "NaN", '"a\nb"'])("%j is not", (text) => {
  expect(isJson(text)).toBe(false);
});
