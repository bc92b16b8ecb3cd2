import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { catalogueDigest } from "./catalogue-digest.ts";
import { fixturesRoot } from "./fixtures-root.ts";
import { loadCatalogue } from "./load-catalogue.ts";
import { caseText, fixturesIn } from "./testing/fixtures-in.ts";

const PARENT = mkdtempSync(join(tmpdir(), "streamproof-"));
afterAll(() => rmSync(PARENT, { recursive: true, force: true }));

test("the package's own fixtures are found from the sources and from dist", () => {
  const root = fixturesRoot();
  expect(existsSync(join(root, "uid.lock"))).toBe(true);
  const built = pathToFileURL(join(root, "../dist/conformance/catalogue/fixtures-root.js")).href;
  expect(fixturesRoot(built)).toBe(root);
});

test("outside the package no fixtures are found", () => {
  const root = fixturesIn(PARENT, { "package.json": '{"name": "another"}' });
  expect(() => fixturesRoot(pathToFileURL(join(root, "a.js")).href)).toThrow(/no package.json named streamproof/);
});

test("cases are sorted by id; recordings and notes are no cases", () => {
  const root = fixturesIn(PARENT, {
    "crafted/b/b.yaml": caseText({ uid: "t002", id: "b/b" }),
    "crafted/b/README.md": "# no case",
    "generated/c.yaml": caseText({ uid: "t003", id: "a/z" }),
    "real/x/recording.yaml": "version: 2",
    "real/x/a.case.yaml": caseText({ uid: "t004", id: "a/a" }),
    "coverage.yaml": "{}",
  });
  expect(loadCatalogue(root).map((one) => one.case.id)).toEqual(["a/a", "a/z", "b/b"]);
});

test.each([
  ["uid", { id: "b/b" }],
  ["id", { uid: "t002" }],
  ["alias", { uid: "t002", id: "b/b", aliases: "[test/plain]" }],
])("a second case with the same %s is refused", (_what, changes) => {
  const root = fixturesIn(PARENT, { "crafted/a.yaml": caseText(), "crafted/b.yaml": caseText(changes) });
  expect(() => loadCatalogue(root)).toThrow(
    expect.objectContaining({ code: "CATALOGUE_INVALID", place: "crafted/b.yaml" }),
  );
});

test("a folder that is not there is unreadable", () => {
  expect(() => loadCatalogue("/nowhere/at/all")).toThrow(expect.objectContaining({ code: "FILE_UNREADABLE" }));
});

test("a folder without a case is no catalogue", () => {
  const root = fixturesIn(PARENT, { "crafted/README.md": "# no case", "a.yaml": caseText() });
  expect(() => loadCatalogue(root)).toThrow(
    expect.objectContaining({ code: "FILE_UNREADABLE", place: root, detail: expect.stringContaining("no cases") }),
  );
});

test("the digest changes with any byte of a case, and not with the order of the cases", () => {
  const first = fixturesIn(PARENT, {
    "crafted/a.yaml": caseText(),
    "crafted/b.yaml": caseText({ uid: "t002", id: "b/b" }),
  });
  const second = fixturesIn(PARENT, {
    "crafted/a.yaml": `${caseText()}# a comment\n`,
    "crafted/b.yaml": caseText({ uid: "t002", id: "b/b" }),
  });
  const cases = loadCatalogue(first);
  const digest = catalogueDigest(cases, first);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(catalogueDigest(cases.toReversed(), first)).toBe(digest);
  expect(catalogueDigest(loadCatalogue(second), second)).not.toBe(digest);
});

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

test("the digest is that of a sha256sum listing of the cases and their recordings", () => {
  const root = fixturesRoot();
  const files = ["real/openrouter/simple_streaming.case.yaml", "real/openrouter/simple_streaming.yaml"];
  const listing = files.map((file) => `${sha256(readFileSync(join(root, file)))}  ${file}\n`).join("");
  expect(
    catalogueDigest(
      loadCatalogue(root).filter((one) => one.case.uid === "s3ed"),
      root,
    ),
  ).toBe(sha256(listing));
});
