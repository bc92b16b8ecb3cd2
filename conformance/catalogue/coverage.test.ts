import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { fixturesRoot } from "./fixtures-root.ts";
import { loadCatalogue } from "./load-catalogue.ts";
import { readBytes } from "./read-bytes.ts";
import { readDocument } from "./read-document.ts";

const ENTRIES = 225;
const UNOBSERVABLE_MAX = 20;

const Entry = z.union([
  z.strictObject({ entry: z.string(), cases: z.array(z.string()).min(1) }),
  z.strictObject({
    entry: z.string(),
    not: z.string().regex(/^(?:duplicate of \S+|merged into \S+|not observable through a client: .{20,})$/),
  }),
]);
type Entry = z.infer<typeof Entry>;

const FILES = ["framing-and-chunks.yaml", "calls-usage-and-ends.yaml"];
const read = (file: string): readonly Entry[] => {
  const place = join("coverage", file);
  return z.array(Entry).parse(readDocument(readBytes(join(fixturesRoot(), place), place), place));
};
const ALL = FILES.flatMap(read);
const KNOWN = new Map(ALL.map((one) => [one.entry, one]));
const UIDS = new Set(loadCatalogue().map((loaded) => loaded.case.uid));

/** What is wrong with the entries of the coverage files, as sentences. */
function problems(entries: readonly Entry[]): readonly string[] {
  const names = entries.map(({ entry }) => entry);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return [
    ...twice.map((name) => `${name} stands there twice`),
    ...entries
      .flatMap((one) => ("cases" in one ? one.cases : []).filter((uid) => !UIDS.has(uid)))
      .map((uid) => `${uid} is no case`),
    ...entries.flatMap((one) => ("not" in one ? deadEnd(one.not) : [])),
  ];
}

/** A duplicate leads to an entry that has cases, and what was merged leads to a case. */
function deadEnd(because: string): readonly string[] {
  const [, how, to] = /^(duplicate of|merged into) (\S+)$/.exec(because) ?? [];
  if (how === undefined || to === undefined) return [];
  if (how === "merged into") return UIDS.has(to) ? [] : [`${to} is no case`];
  const other = KNOWN.get(to);
  return other !== undefined && "cases" in other ? [] : [`${to} is no entry with cases`];
}

test("every known failure has a case, or says why it has none", () => {
  expect(problems(ALL)).toEqual([]);
  expect(ALL).toHaveLength(ENTRIES);
});

test("few failures are called not observable", () => {
  const unobservable = ALL.filter((one) => "not" in one && one.not.startsWith("not observable"));
  expect(unobservable.length).toBeLessThanOrEqual(UNOBSERVABLE_MAX);
});

test("law: a wrong file is found", () => {
  const [first] = ALL;
  if (first === undefined) throw new Error("the coverage files are empty");
  expect(problems([first, first])).toEqual([`${first.entry} stands there twice`]);
  expect(problems([{ entry: "a", cases: ["zzzz"] }])).toEqual(["zzzz is no case"]);
  expect(problems([{ entry: "a", not: "merged into zzzz" }])).toEqual(["zzzz is no case"]);
  expect(problems([{ entry: "a", not: "duplicate of zzzz" }])).toEqual(["zzzz is no entry with cases"]);
});

const LIST = join(fixturesRoot(), "..", "..", "shared", "reference", "bug-catalogue.jsonl");

test("the entries are those of the list of known failures", (context) => {
  if (!existsSync(LIST)) {
    console.info(`skipped: ${LIST} is not here, so the names of the entries are compared with nothing`);
    context.skip("the list of known failures is not here");
  }
  const listed = readFileSync(LIST, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => z.looseObject({ id: z.string() }).parse(JSON.parse(line)).id);
  expect(ALL.map(({ entry }) => entry).toSorted()).toEqual(listed.toSorted());
});
