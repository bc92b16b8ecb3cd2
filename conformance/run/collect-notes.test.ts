import { expect, test } from "vitest";
import { createNotes } from "./collect-notes.ts";

test("noise is bounded and counted over all plays, and crowds out no note on the adapter", () => {
  const notes = createNotes(2);
  notes.add(['"a"', '"b"', '"c"', "… and 40 more lines"]);
  notes.add(["adapter: a second ready line", '"… and 7 more lines"']);
  notes.add(["adapter: it ended with exit code 1 between jobs", "adapter: a second ready line"]);
  expect(notes.all()).toEqual([
    '"a"',
    '"b"',
    "adapter: a second ready line",
    "adapter: it ended with exit code 1 between jobs",
    "… and 43 more lines",
  ]);
});

test("where everything was kept nothing is counted", () => {
  const notes = createNotes(2);
  notes.add([]);
  notes.add(['"a"']);
  expect(notes.all()).toEqual(['"a"']);
});
