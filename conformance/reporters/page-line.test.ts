/** Whoever reads of a failure is told where its rule is explained, in every format that tells of it. */
import { expect, test } from "vitest";
import type { PrintOptions } from "./case-explanation.ts";
import { printGithub } from "./print-github.ts";
import { printJson } from "./print-json.ts";
import { printJunit } from "./print-junit.ts";
import { printText } from "./print-text.ts";
import { CASES, exampleReport } from "./testing/example-report.ts";

const OPTIONS: PrintOptions = { colour: false, width: 100, repeat: () => "again", show: () => null };
const PAGE = "docs/rules/usage.md#c7k2";
const withPage = exampleReport({
  cases: CASES.map((verdict) => (verdict.uid === "c7k2" ? { ...verdict, page: PAGE } : verdict)),
});

test("the page of a failure stands in the text, in its annotation, in JUnit and in the JSON", () => {
  expect(printText(withPage, OPTIONS)).toContain(`\n  page     ${PAGE}\n  repeat   again\n`);
  expect(printGithub(withPage, OPTIONS)).toMatch(/^::error .*%0Apage: docs\/rules\/usage\.md#c7k2%0Arepeat: again$/m);
  expect(printJunit(withPage, OPTIONS)).toContain(`page     ${PAGE}`);
  expect(JSON.parse(printJson(withPage))).toEqual(withPage);
});

test("where a case has no page, none is named", () => {
  expect(printText(exampleReport(), OPTIONS)).not.toContain("page  ");
  expect(printGithub(exampleReport(), OPTIONS)).not.toContain("page: ");
});
