/** The index says what the catalogue says, or nothing. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { indexCase, printCaseIndex, readCaseIndex } from "./case-index.ts";
import { fixturesRoot, loadCatalogue } from "./index.ts";

let folder = "";
let root = "";
let index = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "streamproof-index-"));
  root = join(folder, "fixtures");
  index = join(folder, "index.json");
  cpSync(fixturesRoot(), root, { recursive: true });
  writeFileSync(index, printCaseIndex(loadCatalogue(root), root));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const seed = () => join(root, "real/openrouter/simple_streaming.case.yaml");

test("the index holds what the catalogue holds, in its order", () => {
  expect(readCaseIndex(root, index)).toEqual(loadCatalogue(root).map(indexCase));
});

test.each<[string, () => void]>([
  ["a case was edited", () => writeFileSync(seed(), "schema: streamproof/case@1\n")],
  ["a case was added", () => cpSync(seed(), join(root, "real/openrouter/other.case.yaml"))],
  ["a case was removed", () => rmSync(seed())],
  ["the index is of another version", () => writeFileSync(index, '{"schema":"streamproof/case-index@0"}')],
  ["there is no index", () => rmSync(index)],
])("nothing is taken from it where %s", (_, change) => {
  change();
  expect(readCaseIndex(root, index)).toBeNull();
});
