/** Law: a text has a place of error exactly where the engine refuses it. */
import { isJson } from "../base/index.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { locateJsonError } from "./locate-json-error.ts";

const RUNS = { seed: 20260401, numRuns: 3_000 };
const piece = fc.constantFrom(
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  '"a"',
  '"',
  "\\",
  "1",
  "-",
  "0",
  ".5",
  "e3",
  "true",
  "nul",
  " ",
  "\n",
  "\u0001",
  "é",
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
  fc.json(),
  fc.json().map((json) => json.replace(/[}\]]$/, ",$&")),
  // One character less or more than JSON.
  fc
    .tuple(fc.json(), fc.nat(), piece)
    .map(([json, at, added]) => `${json.slice(0, at % json.length)}${added}${json.slice((at % json.length) + 1)}`),
);

function agrees(locate: (text: string) => object | null): void {
  fc.assert(
    fc.property(text, (drawn) => (locate(drawn) === null) === isJson(drawn)),
    RUNS,
  );
}

test("law: a place is named exactly where the engine refuses", () => {
  agrees(locateJsonError);
});

test.each([
  ["takes a comma before the end", (drawn: string) => locateJsonError(drawn.replace(/,\s*([}\]])/g, "$1"))],
  ["takes raw controls in strings", (drawn: string) => locateJsonError(drawn.replaceAll("\u0001", ""))],
])("a locator that %s breaks the law", (_, mutant) => {
  expect(() => agrees(mutant)).toThrow();
});

test("a long text with escapes is read to its end", () => {
  expect(locateJsonError(`["${"a\\n".repeat(5_000_000)}"`)).toEqual({ line: 1, column: 15_000_004 });
});

test("a long white space is read to its end", () => {
  expect(locateJsonError(`[${" \n".repeat(50_000)}x]`)).toEqual({ line: 50_001, column: 1 });
});

test.each([
  ['{"a":\n  x}', 2, 3],
  ['{"a": 1,}', 1, 9],
  ["[1 2]", 1, 4],
  ["[1", 1, 3],
  ["{} {}", 1, 4],
  ['"a\nb"', 1, 1],
])("%j stops being JSON at %d:%d", (drawn, line, column) => {
  expect(locateJsonError(drawn)).toEqual({ line, column });
});
