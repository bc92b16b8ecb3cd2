import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { escapePoint } from "./escape-terminal.ts";
import { parseXml } from "./testing/parse-xml.ts";
import { writeXml } from "./write-xml.ts";

const RUN = { seed: 20261107, numRuns: 600 };

test("elements, attributes and texts, one element a line", () => {
  const xml = writeXml({
    name: "a",
    attributes: { n: 1, t: `<"&'>` },
    children: [{ name: "b" }, { name: "c", children: "x < y && z" }, { name: "d", children: [{ name: "e" }] }],
  });
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<a n="1" t="&lt;&quot;&amp;'&gt;">
  <b/>
  <c>x &lt; y &amp;&amp; z</c>
  <d>
    <e/>
  </d>
</a>
`);
});

test("what XML 1.0 cannot hold is shown, what parsers would change is kept or shown", () => {
  const hostileText = "\u0000\u001b[31m\ufffe\uffff\ud800\ud83d\ude42]]>";
  const shown = String.raw`\x00\x1b[31m\u{fffe}\u{ffff}\u{d800}🙂]]&gt;`;
  expect(writeXml({ name: "a", attributes: { t: hostileText }, children: hostileText })).toContain(
    `<a t="${shown}">${shown}</a>`,
  );
  expect(writeXml({ name: "a", attributes: { t: "a\r\nb\tc" }, children: "a\r\nb\tc" })).toContain(
    `<a t="a&#13;&#10;b&#9;c">a\\r\nb\tc</a>`,
  );
});

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom("&", "<", ">", '"', "'", "]]>", "&amp;", "<!--", "\t", "\n", "\r", "\u0000", "\u001b", "\u0085"),
    fc.constantFrom("\ud800", "\udfff", "\ufffe", "\uffff", "\ufeff", "🙂", "é", "\u2028", " "),
  ),
});

/** The text as a reader is to see it: what XML cannot hold spelled out, all else untouched. */
function visible(text: string): string {
  return [...text]
    .map((character) =>
      /[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(character)
        ? character
        : escapePoint(character.codePointAt(0) ?? 0),
    )
    .join("");
}

/** Between tags carriage returns are shown as well. */
const visibleInside = (text: string): string => visible(text).replaceAll("\r", String.raw`\r`);

function survives(write: (text: string) => string) {
  return fc.property(hostile, (text) => {
    const [inside] = parseXml(write(text)).children;
    expect([inside?.attributes["t"], inside?.text]).toEqual([visible(text), visibleInside(text)]);
  });
}

const written = (text: string): string =>
  writeXml({ name: "a", children: [{ name: "b", attributes: { t: text }, children: text }] });

/** Wrong in the ways that are seen most: one character forgotten. */
const FORGETFUL: readonly (readonly [what: string, write: (text: string) => string])[] = [
  ["ampersands", (text) => written(text).replaceAll("&amp;", "&")],
  ["line ends in attributes", (text) => written(text).replaceAll("&#10;", "\n")],
  ["carriage returns in attributes", (text) => written(text).replaceAll("&#13;", "\r")],
  ["forbidden characters", (text) => written(text).replaceAll(String.raw`\x1b`, "\u001b")],
  ["carriage returns between tags", (text) => written(text).replaceAll(String.raw`\r`, "\r")],
  ["the end of a section", (text) => written(text).replaceAll("]]&gt;", "]]>")],
];

test("law: whatever a text holds, a strict parser reads it back", () => {
  fc.assert(survives(written), RUN);
});

test.each(FORGETFUL)("a writer that forgets %s breaks the law", (_, write) => {
  expect(fc.check(survives(write), RUN).failed).toBe(true);
});

test("Python's parser reads the same", (context) => {
  const python = spawnSync("python3", ["--version"]);
  if (python.status !== 0) context.skip("python3 is not here");
  const texts = fc.sample(hostile, { seed: 7, numRuns: 200 });
  const xml = writeXml({
    name: "a",
    children: texts.map((text) => ({ name: "b", attributes: { t: text }, children: text })),
  });
  const script = `
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps([[one.get("t"), one.text or ""] for one in root]))`;
  const { stdout, stderr } = spawnSync("python3", ["-c", script], { input: xml, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual(texts.map((text) => [visible(text), visibleInside(text)]));
});
