import { expect, test } from "vitest";
import { wireText } from "./wire-text.ts";

test("odd ways are told in one clause each, nothing odd in none", () => {
  expect(wireText({})).toBe("");
  expect(wireText({ wire: { encoding: "gzip", encodingEnd: "no_footer" }, barriers: [] })).toBe(
    "coded with gzip, without its footer, each event once the one before it was shown",
  );
  expect(wireText({ wire: { lengthDelta: -3, informational: [{ status: 103, headers: [] }] } })).toBe(
    "declared 3 bytes too short, behind interim 103",
  );
});
