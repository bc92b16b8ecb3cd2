import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadCatalogue } from "./load-catalogue.ts";
import { selectCases } from "./select-cases.ts";
import { caseText, fixturesIn } from "./testing/fixtures-in.ts";

const PARENT = mkdtempSync(join(tmpdir(), "streamproof-"));
afterAll(() => rmSync(PARENT, { recursive: true, force: true }));

function ids(only: readonly string[]): readonly string[] {
  const root = fixturesIn(PARENT, {
    "crafted/1.yaml": caseText({ uid: "t001", id: "usage/one", aliases: "[usage/old-name]" }),
    "crafted/2.yaml": caseText({ uid: "t002", id: "usage/two" }),
    "crafted/3.yaml": caseText({ uid: "t003", id: "errors/one" }),
  });
  return selectCases(loadCatalogue(root), only).map((one) => one.case.id);
}

test.each([
  [[], ["errors/one", "usage/one", "usage/two"]],
  [["t002"], ["usage/two"]],
  [["errors/one"], ["errors/one"]],
  [["usage/old-name"], ["usage/one"]],
  [["usage/*"], ["usage/one", "usage/two"]],
  [["*/one"], ["errors/one", "usage/one"]],
  [["**"], ["errors/one", "usage/one", "usage/two"]],
  [["t00?"], ["errors/one", "usage/one", "usage/two"]],
  [
    ["usage/two", "t003"],
    ["errors/one", "usage/two"],
  ],
])("%j selects %j, in the order of the catalogue", (only, selected) => {
  expect(ids(only)).toEqual(selected);
});

test.each([
  ["usage/tow", "did you mean usage/two"],
  ["u.age/one", "did you mean usage/one"],
  ["reasoning/*", "no case has this name"],
  // With a regular expression of as many stars, no answer ever comes.
  [`${"**?".repeat(30)}!`, "no case has this name"],
])("%s matches nothing and says so", (wanted, detail) => {
  expect(() => ids(["t001", wanted])).toThrow(
    expect.objectContaining({ code: "CASE_UNKNOWN", place: wanted, detail: expect.stringContaining(detail) }),
  );
});
