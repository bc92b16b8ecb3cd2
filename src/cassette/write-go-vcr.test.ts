/** The writer against bytes that Go's libraries wrote. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ToolkitError } from "../base/index.ts";
import { compareGoKeys } from "./compare-go-keys.ts";
import { emitGoScalar } from "./emit-go-scalar.ts";
import { detectGoVcrLayout } from "./go-vcr-layout.ts";
import { goScalarKind } from "./go-scalar-kind.ts";
import { readGoVcr } from "./read-go-vcr.ts";
import { writeGoVcr } from "./write-go-vcr.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const RECORDING = path.join(ROOT, "fixtures/real/openrouter/simple_streaming.yaml");
const CORPUS = path.resolve(ROOT, "../shared/corpus");
const CORPUS_REPOSITORIES = ["charmbracelet__fantasy", "dnaeon__go-vcr", "braintrustdata__braintrust-sdk-go"];

const CHARM = {
  column: 10,
  indent: 6,
  hint: 2,
  isKey: false,
  foldColumn: null,
  isQuoting: false,
  isMergeQuoted: true,
};

// Spelled by yaml v4.0.0-rc.3, indent 2.
test.each([
  ["", '""'],
  ["plain text", "plain text"],
  ['{"a":1}', `'{"a":1}'`],
  ["it's: so", "'it''s: so'"],
  ["yes", '"yes"'],
  ["1:20", '"1:20"'],
  ["2024-02-29", '"2024-02-29"'],
  ["2023-02-29", "2023-02-29"],
  ["0x1F", '"0x1F"'],
  ["1_000", '"1_000"'],
  [".2_1", '".2_1"'],
  ["._2", "._2"],
  ["<<", '"<<"'],
  ["a\tb", '"a\\tb"'],
  ["ends ", "'ends '"],
  ["hi \u{1f44b}", '"hi \\U0001F44B"'],
  ["\ufeffab", '"\\uFEFF\\x61\\x62"'],
  ["a\r\nb", '"a\\r\\nb"'],
  ["a\n", "|\n      a\n"],
  ["a\n\n", "|+\n      a\n\n"],
  ["a\nb", "|-\n      a\n      b\n"],
  ["a\n\nb\n", "|\n      a\n\n      b\n"],
  ["a \nb", '"a \\nb"'],
  ["a\n b\n", "|\n      a\n       b\n"],
  [" a\nb", "|2-\n       a\n      b\n"],
  ["\na", "|2-\n\n      a\n"],
  ["\n", '"\\n"'],
  ["a\tb\n", "|\n      a\tb\n"],
  ["\u00a0", "\u00a0"],
  ["\u0085", '"\\N"'],
  // Ours: Go writes the character as it is, which only Go reads back.
  ["a\u2028b\n", '"a\\Lb\\n"'],
])("%j is spelled %j", (text, spelled) => {
  expect(emitGoScalar(text, CHARM)).toBe(spelled);
});

test("yaml.v2 folds at a lone space past column 80", () => {
  const text = `${"x".repeat(40)} ${"y".repeat(40)} z  w`;
  const place = { ...CHARM, foldColumn: 80 };
  expect(emitGoScalar(text, place)).toBe(`${"x".repeat(40)} ${"y".repeat(40)}\n      z  w`);
  expect(emitGoScalar(`${text}\t`, place)).toBe(`"${"x".repeat(40)} ${"y".repeat(40)}\n      z  w\\t"`);
});

test("keys are ordered as Go orders them: numbers by value, other signs before letters", () => {
  const sorted = ["b10", "B", "b9", "a-b", "ab", "A", "b"].sort((a, b) => compareGoKeys(a, b, "yaml.v3"));
  expect(sorted).toEqual(["A", "B", "a-b", "ab", "b", "b9", "b10"]);
});

// Sorted by yaml.v2 2.4.0, yaml.v3 3.0.1, goccy/go-yaml 1.18.0.
test.each([
  ["yaml.v2", ["a1b2", "a10b1", "x-1a", "x-10"], ["a10b1", "a1b2", "x-10", "x-1a"]],
  ["yaml.v3", ["a10b1", "a1b2", "x-10", "x-1a"], ["a1b2", "a10b1", "x-1a", "x-10"]],
  ["goccy", ["x-9", "x-10", "_a", "1"], ["1", "_a", "x-10", "x-9"]],
] as const)("%s puts %j in this order: %j", (order, names, sorted) => {
  expect([...names].sort((a, b) => compareGoKeys(a, b, order))).toEqual(sorted);
});

test.each([
  ["null", "other"],
  [".5", "other"],
  ["1e400", "other"],
  ["-.inf", "other"],
  ["2001-12-14T21:59:43.10-05:00", "other"],
  ["2001-12-14T21:59:43", "text"],
  ["HTTP/1.1", "text"],
  ["200 OK", "text"],
  ["890.029ms", "text"],
] as const)("Go takes %j for %s", (text, kind) => {
  expect(goScalarKind(text)).toBe(kind);
});

test("the recording of OpenRouter comes out byte for byte", () => {
  const bytes = readFileSync(RECORDING);
  const text = writeGoVcr(readGoVcr(bytes, RECORDING), detectGoVcrLayout(bytes.toString()));
  expect(detectGoVcrLayout(bytes.toString())).toBe("charm");
  expect(Buffer.from(text).equals(bytes)).toBe(true);
});

// Written by the Go libraries themselves.
test.each([
  ["charm", '      ? KEY\n      : - a\n        - b\n      X:\n      - "<<"\n'],
  ["go-vcr-v1", "      ? KEY\n      : - a\n        - b\n      X:\n      - <<\n"],
  ["go-vcr-v3", "            ? KEY\n            :   - a\n                - b\n            X:\n                - <<\n"],
] as const)("a long name stands on a line of its own, << is quoted by yaml v4 alone: %s", (layout, spelled) => {
  const name = "K".repeat(129);
  const headers = { [name]: ["a", "b"], X: ["<<"] };
  const request = { body: "", form: {}, headers, url: "", method: "GET" };
  const response = { body: "", headers: {}, status: "200 OK", code: 200, duration: "0s" };
  const text = writeGoVcr({ document: { version: 1, interactions: [{ request, response }] } }, layout);
  expect(text).toContain(spelled.replace("KEY", name));
  expect(readGoVcr(text, "made.yaml").document.interactions[0]?.request.headers).toEqual(headers);
});

test("half a surrogate pair is refused, as no file can hold it", () => {
  const { document } = readGoVcr(readFileSync(RECORDING), RECORDING);
  const [interaction] = document.interactions;
  if (document.version !== 2 || interaction === undefined) throw new Error("the recording has changed");
  const changed = structuredClone(document);
  const [first] = changed.interactions;
  if (first !== undefined) first.response.body = "a\ud800";
  expect(() => writeGoVcr({ document: changed }, "charm")).toThrow(ToolkitError);
});

function goVcrFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => path.join(folder, name))
    .filter((file) => /^---\nversion: [12]\ninteractions:/.test(readFileSync(file, "utf8")));
}

const corpusFolders = CORPUS_REPOSITORIES.map((name) => path.join(CORPUS, name)).filter(isFolder);

test.skipIf(corpusFolders.length === 0)(
  corpusFolders.length === 0
    ? `skipped: no corpus at ${CORPUS}`
    : "every go-vcr file of the corpus comes out byte for byte",
  () => {
    const files = corpusFolders.flatMap(goVcrFiles);
    const wrong = files.filter((file) => {
      const source = readFileSync(file, "utf8");
      return writeGoVcr(readGoVcr(source, file), detectGoVcrLayout(source)) !== source;
    });
    console.log(`go-vcr corpus: ${files.length - wrong.length} of ${files.length} files byte for byte`);
    expect(files.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  },
);

function isFolder(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}
