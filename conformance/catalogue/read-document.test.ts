import { expect, test } from "vitest";
import { ToolkitError } from "../../src/base/index.ts";
import { readDocument } from "./read-document.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ["a duplicate key", "a: 1\nb: 2\na: 3\n", "YAML_INVALID", "f.yaml:3:1"],
  ["a custom tag", "a: !!python/object:os.system {}\n", "YAML_INVALID", "f.yaml:1:"],
  ["a local tag", "a: !env HOME\n", "YAML_INVALID", "f.yaml:1:"],
  ["binary", "a: !!binary aGk=\n", "YAML_INVALID", "f.yaml:1:"],
  ["an open bracket", "a: [1\n", "YAML_INVALID", "f.yaml:"],
  ["too deep a nesting", `a: ${"[".repeat(30)}${"]".repeat(30)}\n`, "LIMIT_EXCEEDED", "f.yaml:1:"],
  ["too many aliases", "a: &x [1]\nb: [*x, *x, *x, *x]\n", "LIMIT_EXCEEDED", "f.yaml:2:"],
])("%s is refused with its place", (_what, text, code, place) => {
  try {
    readDocument(bytes(text), "f.yaml", { documentDepthMax: 10, yamlAliasesMax: 3 });
  } catch (error) {
    expect(error).toBeInstanceOf(ToolkitError);
    expect(error).toMatchObject({ code, place: expect.stringContaining(place) });
    return;
  }
  expect.unreachable("it was read");
});

test("a case of few aliases that stand for millions of nodes is refused with its place", () => {
  const lines = Array.from({ length: 33 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]`);
  expect(() => readDocument(bytes(`a0: &a0 lol\n${lines.join("\n")}\n`), "f.yaml")).toThrow(
    expect.objectContaining({ code: "LIMIT_EXCEEDED", place: "f.yaml" }),
  );
});

test("bytes that are no UTF-8 are refused", () => {
  expect(() => readDocument(Uint8Array.of(0x61, 0x3a, 0x20, 0xff), "f.yaml")).toThrow(/no UTF-8/);
});

test("values are those of the core schema: no dates, no yes and no", () => {
  expect(readDocument(bytes("a: 2026-01-01\nb: yes\nc: null\nd: 0x10\n"), "f.yaml")).toEqual({
    a: "2026-01-01",
    b: "yes",
    c: null,
    d: 16,
  });
});
