/** What is copied reads back as what was loaded: bytes, cuts, expectations, cassettes. */
import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyBytes, readGoVcr } from "../../src/cassette/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { expandCase } from "../expand/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import { copyCase } from "./copy-case.ts";
import { copyCatalogue, type CopyFacts } from "./copy-catalogue.ts";
import { nameFolder } from "./name-folder.ts";
import { readCopy, readCopyIndex, type ReadCopy } from "./testing/read-copy.ts";
import { writeCopy } from "./write-copy.ts";

const CATALOGUE = loadCatalogue();
const FACTS: CopyFacts = { toolVersion: "1.2.3", variants: "default", licence: null };

const parent = mkdtempSync(path.join(tmpdir(), "streamproof-copy-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const folder = path.join(parent, "copy");
beforeAll(() => writeCopy(folder, copyCatalogue(CATALOGUE, FACTS), "copy", false));

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/** What of a case a reader of its copy would see otherwise. */
function differences(loaded: LoadedCase, copy: ReadCopy): readonly string[] {
  const { case: one, bodies } = loaded;
  const found: string[] = [];
  if (one.abort === null && !bodies.every((body, at) => same(body, copy.body(copy.told.exchanges[at]?.body ?? ""))))
    found.push("body");
  for (const { key, script } of expandCase(loaded)) {
    const entries = copy.cuts[key] ?? [];
    const isSame = script.exchanges.every(({ slices, transfer }, at) => {
      const entry = entries[at];
      if (entry === undefined || entry.transfer !== transfer) return false;
      const bytes = copy.body(entry.body);
      const ends = [...entry.offsets, bytes.length];
      const read = bytes.length === 0 ? [] : ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
      return read.length === slices.length && read.every((slice, index) => same(slice, slices[index] ?? slice));
    });
    if (!isSame) found.push(key);
  }
  const { compare, ...expected } = copy.expected;
  try {
    expect(compare).toEqual(one.compare);
    expect(expected).toEqual(one.expect);
    expect(copy.told).toMatchObject({ uid: one.uid, rule: one.rule, level: one.level, refs: one.refs });
  } catch {
    found.push("expectation");
  }
  return found;
}

const asText = (bytes: Uint8Array): Uint8Array => Buffer.from(new TextDecoder().decode(bytes));
const inCharacters = (copy: ReadCopy): ReadCopy["cuts"] =>
  Object.fromEntries(
    Object.entries(copy.cuts).map(([key, entries]) => [
      key,
      entries.map((entry) => ({
        ...entry,
        offsets: entry.offsets.map((at) => new TextDecoder().decode(copy.body(entry.body).slice(0, at)).length),
      })),
    ]),
  );
const fewer = (copy: ReadCopy) => ({ ...copy.expected, any_of: copy.expected.any_of.slice(1) });

const readBack = (loaded: LoadedCase): ReadCopy => readCopy(path.join(folder, loaded.case.id));

describe("reading a copy back", () => {
  test("law: every case comes back with its bytes, its slices in every variant, and its endings", () => {
    expect(CATALOGUE.length).toBeGreaterThan(100);
    expect(CATALOGUE.flatMap((loaded) => differences(loaded, readBack(loaded)))).toEqual([]);
  });

  test("the law bites: text instead of bytes, characters instead of bytes, an ending left out", () => {
    const caught = (mutate: (copy: ReadCopy) => ReadCopy): number =>
      CATALOGUE.filter((loaded) => differences(loaded, mutate(readBack(loaded))).length > 0).length;
    expect(caught((copy) => ({ ...copy, body: (name) => asText(copy.body(name)) }))).toBeGreaterThan(0);
    expect(caught((copy) => ({ ...copy, cuts: inCharacters(copy) }))).toBeGreaterThan(0);
    expect(caught((copy) => ({ ...copy, expected: fewer(copy) }))).toBe(CATALOGUE.length);
  });

  test("a cassette replays the plain body, and where there is none the case says why", () => {
    let cassettes = 0;
    for (const loaded of CATALOGUE) {
      const file = path.join(folder, loaded.case.id, "cassette.yaml");
      const { no_cassette, exchanges } = readBack(loaded).told;
      expect(existsSync(file), loaded.case.id).toBe(no_cassette === null);
      if (no_cassette !== null) continue;
      cassettes += 1;
      const read = readGoVcr(readFileSync(file), file).exchanges;
      expect(read.length).toBe(exchanges.length);
      for (const [at, { response }] of read.entries())
        expect(same(bodyBytes(response.body), loaded.bodies[at] ?? new Uint8Array(0)), loaded.case.id).toBe(true);
    }
    expect(cassettes).toBeGreaterThan(CATALOGUE.length / 2);
  });

  test("the index lists every case with the folder it is in", () => {
    const { cases, tool } = readCopyIndex(folder);
    expect(tool.version).toBe("1.2.3");
    expect(cases.map(({ uid }) => uid)).toEqual(CATALOGUE.map((loaded) => loaded.case.uid));
    for (const one of cases) expect(readCopy(path.join(folder, one.folder)).told.uid).toBe(one.uid);
  });
});

describe("the files of a copy", () => {
  test("are the same each time", () => {
    const [once, again] = [copyCatalogue(CATALOGUE, FACTS), copyCatalogue(CATALOGUE, FACTS)];
    expect(again.map(({ path: name }) => name)).toEqual(once.map(({ path: name }) => name));
    expect(again.every(({ bytes }, at) => same(bytes, once[at]?.bytes ?? new Uint8Array(0)))).toBe(true);
  });

  test("have names that every file system holds, none twice whatever the case of its letters", () => {
    const names = copyCatalogue(CATALOGUE, FACTS).map(({ path: name }) => name);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names)
      expect(name).toMatch(/^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/){0,2}[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
  });

  test("without variants there is the plain play alone, and no other spelling", () => {
    const [loaded] = CATALOGUE.filter(({ case: one }) => one.uid === "c202");
    if (loaded === undefined) throw new Error("c202 is gone");
    const files = copyCase(loaded, "none");
    expect(files.map(({ path: name }) => path.basename(name)).sort()).toEqual([
      "body.sse",
      "case.json",
      "cassette.yaml",
      "cuts.json",
      "expected.json",
      "request.json",
    ]);
    const cuts = files.find(({ path: name }) => name.endsWith("cuts.json"))?.bytes ?? Buffer.from("");
    expect(JSON.parse(Buffer.from(cuts).toString())).toEqual({
      plain: [{ body: "body.sse", transfer: "chunked", offsets: [] }],
    });
  });

  test.each([
    ["usage/absent", "usage/absent"],
    ["con/aux", "con_/aux_"],
    ["com1/console", "com1_/console"],
    [`usage/${"a".repeat(90)}`, `usage/${"a".repeat(60)}_c999`],
  ])("%s is kept in %s", (id, wanted) => {
    expect(nameFolder(id, "c999")).toBe(wanted);
  });
});
