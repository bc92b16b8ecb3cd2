import { expect, test } from "vitest";
import { parseYaml } from "./parse-yaml.ts";

test("a quoted text is dedented by the line on which it opens, also where it begins with a line end", () => {
  const texts =
    "a:\n    b: '\n\n      x\u2028      y'\nc: 'x\u2028  y'\nd:\n    - 'x\u2028      y'\n    - 'x\u2028      y'\n";
  expect(parseYaml(texts, "f.yaml")).toEqual({ a: { b: "\nx\u2028y" }, c: "x\u2028y", d: ["x\u2028y", "x\u2028y"] });
});

// Where the start of the line is looked for once a text, this takes minutes.
test("a line of many texts with separators is read in linear time", () => {
  const list = `[${Array.from({ length: 400_000 }, () => "'\u2028'").join()}]`;
  expect(parseYaml(list, "f.yaml")).toHaveLength(400_000);
});
