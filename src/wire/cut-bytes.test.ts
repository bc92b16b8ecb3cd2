import { expect, test } from "vitest";
import { ToolkitError } from "../base/index.ts";
import { cutBytes } from "./cut-bytes.ts";

const bytes = Uint8Array.of(0, 1, 2, 3, 4);

test("there is one slice more than there are cuts, and together they are the bytes", () => {
  expect(cutBytes(bytes, [1, 4]).map((slice) => [...slice])).toEqual([[0], [1, 2, 3], [4]]);
  expect(cutBytes(bytes, [])).toEqual([bytes]);
  expect(cutBytes(new Uint8Array(0), [])).toEqual([new Uint8Array(0)]);
});

test.each([
  [[0], "cuts[0]"],
  [[5], "cuts[0]"],
  [[-1], "cuts[0]"],
  [[1, 1], "cuts[1]"],
  [[3, 2], "cuts[1]"],
  [[1, 2.5], "cuts[1]"],
  [[Number.NaN], "cuts[0]"],
])("%j is refused", (offsets, place) => {
  let thrown: unknown;
  try {
    cutBytes(bytes, offsets);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(ToolkitError);
  expect(thrown).toMatchObject({ code: "CUTS_INVALID", place });
});
