import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { loadCatalogue } from "../conformance/catalogue/index.ts";
import { FLAWED_CLIENTS } from "../conformance/models/index.ts";
import { rulePage } from "../conformance/shape/rule-page.ts";
import { printRulePages } from "./rule-pages.ts";

const CASES = loadCatalogue();
const PAGES = printRulePages(CASES, FLAWED_CLIENTS);

test("law: the page that a report names is there, with one anchor for the case and its rule behind it", () => {
  for (const { case: one } of CASES) {
    const [file = "", anchor = ""] = rulePage(one).split("#");
    const text = PAGES.get(path.posix.relative("docs/rules", file)) ?? "";
    const parts = text.split(`<a id="${anchor}"></a>`);
    expect(parts.length, one.id).toBe(2);
    const section = parts[1]?.split('<a id="')[0] ?? "";
    for (const said of [`\`${one.id}\``, `**${one.level}**`, "Accepted, the first that matches wins:", "Sent"])
      expect(section, `${one.id}: ${said}`).toContain(said);
    for (const { id } of FLAWED_CLIENTS.filter(({ breaks }) => breaks.some(({ uid }) => uid === one.uid)))
      expect(section, one.id).toContain(`\`${id}\``);
  }
});

test("pages are bounded, and nothing in them acts on whoever reads them", () => {
  for (const [name, text] of PAGES) {
    for (const line of text.split("\n")) expect(line.length, name).toBeLessThan(3_000);
    expect(
      [...text].filter((character) => character !== "\n" && /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character)),
      name,
    ).toEqual([]);
  }
});

test("a case's own markup is shown, not obeyed", () => {
  const [first] = CASES;
  if (first === undefined) throw new Error("no cases");
  const odd = { ...first.case, title: "a <b> *c* `d <e>`", rule: "x\n# y", refs: [] };
  const text = printRulePages([{ ...first, case: odd }], []).get(`${odd.id.split("/")[0]}.md`) ?? "";
  expect(text).toContain(String.raw`## a \<b> \*c\* ` + "`d <e>`");
  expect(text).toContain("> x # y");
});

test("links between pages lead somewhere", () => {
  const root = path.resolve(import.meta.dirname, "../docs/rules");
  for (const [, target = ""] of (PAGES.get("README.md") ?? "").matchAll(/\]\(([^)]+)\)/g)) {
    expect(PAGES.has(target), target).toBe(true);
    if (existsSync(path.join(root, target))) expect(readFileSync(path.join(root, target), "utf8")).toContain("<a id=");
  }
});
