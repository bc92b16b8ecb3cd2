import { expect, test } from "vitest";
import { parseYaml } from "./parse-yaml.ts";

/** Each line is three times the one before. */
function laughs(levels: number): string {
  const lines = ["a0: &a0 [lol, lol, lol]"];
  for (let level = 1; level <= levels; level += 1) {
    const below = `*a${level - 1}`;
    lines.push(`a${level}: &a${level} [${below}, ${below}, ${below}]`);
  }
  return `${lines.join("\n")}\n`;
}

const limit = (detail: string): object =>
  expect.objectContaining({ code: "LIMIT_EXCEEDED", place: "f.yaml", detail: expect.stringContaining(detail) });

test("aliases of aliases are refused for what they stand for, however few they are", () => {
  expect(() => parseYaml(laughs(33), "f.yaml")).toThrow(limit("more than 1048576 nodes and characters"));
  expect(parseYaml(laughs(5), "f.yaml")).toMatchObject({ a0: ["lol", "lol", "lol"] });
});

test("long texts and names count by their characters", () => {
  const text = "x".repeat(30_000);
  const aliases = `[${Array.from({ length: 90 }, () => "*a").join(", ")}]`;
  expect(() => parseYaml(`a: &a ${text}\nb: ${aliases}\n`, "f.yaml")).toThrow(limit("stand for more"));
  expect(() => parseYaml(`a: &a {"${text}": 1}\nb: ${aliases}\n`, "f.yaml")).toThrow(limit("stand for more"));
  expect(() => parseYaml(`a: &a !!binary ${text}\nb: ${aliases}\n`, "f.yaml")).toThrow(limit("stand for more"));
});

test("a value that holds itself, and one that aliases nest too deep, are refused", () => {
  expect(() => parseYaml("a: &a [*a]\n", "f.yaml")).toThrow(limit("nested deeper than documentDepthMax (200)"));
  const deep = Array.from(
    { length: 10 },
    (_, at) => `a${at + 1}: &a${at + 1} ${"[".repeat(50)}*a${at}${"]".repeat(50)}`,
  );
  expect(() => parseYaml(`a0: &a0 1\n${deep.join("\n")}\n`, "f.yaml")).toThrow(limit("by aliases"));
});

test("a long document without aliases is read, be there stars in it or not", () => {
  const list = `[${Array.from({ length: 300_000 }, () => "{},[],'*'").join()}]`;
  expect(parseYaml(list, "f.yaml")).toHaveLength(900_000);
});
