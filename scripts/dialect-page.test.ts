/** The page of the dialects says of each what its table says. */
import { expect, test } from "vitest";
import { DIALECTS, type Dialect } from "../src/dialect/index.ts";
import { printDialectPage } from "./dialect-page.ts";

const ALL: readonly Dialect[] = Object.values(DIALECTS);
const PAGE = printDialectPage(ALL);

test("each dialect has a row that leads to its section, and each claim its count", () => {
  for (const { name, title, evidence } of ALL) {
    expect(PAGE).toContain(`| [\`${name}\`](#${name}) | ${title} |`);
    expect(PAGE.split(`<a id="${name}"></a>\n\n## ${title}\n`)).toHaveLength(2);
    for (const { claim, seen, of, unit } of evidence)
      expect(PAGE).toContain(`| ${claim} | ${of === 0 ? "not counted" : `${seen} of ${of} ${unit}`} |`);
  }
});

test("what a dialect adds and what is drawn of it is named", () => {
  const [, groq = ""] = printDialectPage([DIALECTS.groq]).split("## Groq");
  expect(groq).toContain("`choices[].delta.executed_tools`");
  expect(groq).toContain("- Drawn by `generate --dialect`: `groq`, `groq-compound`");
  expect(printDialectPage([DIALECTS.minimax])).toContain("not yet");
  expect(printDialectPage([DIALECTS.snowflake])).toContain("none is ever sent");
});

test("every row of a table has as many cells as its head", () => {
  const rows = PAGE.split("\n").filter((line) => line.startsWith("| "));
  const cells = rows.map((line) => line.replaceAll("\\|", "").split(" | ").length);
  expect(new Set(cells)).toEqual(new Set([3, 8]));
});
