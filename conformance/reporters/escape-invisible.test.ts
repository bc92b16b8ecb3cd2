import { expect, test } from "vitest";
import { escapeInvisible } from "./escape-invisible.ts";

// DEL, C1, a soft hyphen, BiDi, a line separator, a byte order mark, a tag beyond the first plane.
const HIDDEN = "\u007f\u009b31m\u00ad\u202e\u2028\ufeff\u{e0041}";

test("what a terminal obeys or hides is escaped, and reads back as it was", () => {
  const json = JSON.stringify({ [HIDDEN]: `é 🌊 👩\u200d💻 ${HIDDEN}` }, null, 2);
  const escaped = escapeInvisible(json);
  expect(escaped).toContain("é 🌊 👩\u200d💻 \\u007f\\u009b31m\\u00ad\\u202e\\u2028\\ufeff\\udb40\\udc41");
  expect(escaped).not.toMatch(/[\u007f-\u009f\u00ad\u202e\u2028\ufeff\u{e0041}]/u);
  expect(JSON.parse(escaped)).toEqual(JSON.parse(json));
  expect(escaped.split("\n")).toHaveLength(3);
});
