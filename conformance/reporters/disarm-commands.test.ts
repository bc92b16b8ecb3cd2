/** What a workflow's runner obeys is disarmed; everything else stays. */
import { expect, test } from "vitest";
import { disarmCommands } from "./disarm-commands.ts";

/** What GitHub's or Azure's runner would obey. */
const OBEYED = /^\s*::|##\[|##vso\[/im;

test.each([
  "::error file=a::owned",
  "text\n  ::add-mask::build",
  "text\r\t::stop-commands::x",
  "a \u2028::error::x",
  "\u00a0::error::x",
  "[task] ##[group]x",
  "x ##vso[task.setvariable variable=a]b and ##VSO[x]",
  "###[x]",
  "::::",
])("%j is obeyed, and no longer is", (text) => {
  expect(text).toMatch(OBEYED);
  expect(disarmCommands(text)).not.toMatch(OBEYED);
  expect(disarmCommands(disarmCommands(text))).toBe(disarmCommands(text));
});

test.each(["a ::b", "std::vector", ": :", "# [x]", "at 12::30\n- ::1 is an address"])("%j stays as it is", (text) => {
  expect(disarmCommands(text)).toBe(text);
});

test("JSON stays what it was", () => {
  const value = { "##[a]": "##vso[b] ::c", d: ["::e"] };
  expect(JSON.parse(disarmCommands(JSON.stringify(value, null, 2)))).toEqual(value);
});

test("spaces without end cost no more than their number", () => {
  const text = " ".repeat(1_000_000);
  expect(disarmCommands(text)).toBe(text);
});
