import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ToolkitError } from "../../src/base/index.ts";
import { loadCase } from "./load-case.ts";
import { caseText, fixturesIn } from "./testing/fixtures-in.ts";

const PARENT = mkdtempSync(join(tmpdir(), "streamproof-"));
afterAll(() => rmSync(PARENT, { recursive: true, force: true }));

function refusal(files: Readonly<Record<string, string>>, file = "crafted/test/plain.yaml"): ToolkitError {
  try {
    loadCase(file, fixturesIn(PARENT, files));
  } catch (error) {
    if (error instanceof ToolkitError) return error;
    throw error;
  }
  return expect.unreachable("the case was read");
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

function body(exchange: string): string {
  const root = fixturesIn(PARENT, { "crafted/test/plain.yaml": caseText({ exchanges: `[${exchange}]` }) });
  return text(loadCase("crafted/test/plain.yaml", root).bodies[0]);
}

test.each([
  ["chunks", "{chunks: [{b: 1, a: [null, é]}], framing: {done: false}}", 'data: {"b":1,"a":[null,"é"]}\n\n'],
  [
    "chunks with a framing",
    "{chunks: [{a: 1}], framing: {eol: crlf, space: false, bom: true}}",
    '\uFEFFdata:{"a":1}\r\n\r\ndata:[DONE]\r\n\r\n',
  ],
  [
    "blocks",
    '{blocks: [{comment: hi}, {chunk: {a: 1}, event: e, id: "7"}, {raw: "x\\n"}], framing: {done: false}}',
    ': hi\n\nevent: e\nid: 7\ndata: {"a":1}\n\nx\n',
  ],
  [
    "a member that only looks lost",
    '{chunks: [{a: {"__proto__": 1}}], framing: {done: false}}',
    'data: {"a":{"__proto__":1}}\n\n',
  ],
  ["text", '{body: "data: é\\r\\n"}', "data: é\r\n"],
  ["base64", "{body_base64: ZGF0YTogaGkKCg==}", "data: hi\n\n"],
])("a body is spelled from %s", (_what, exchange, spelled) => {
  const bytes = new TextEncoder().encode(body(exchange));
  // The decoder of the helper drops a BOM, so bytes are compared where there is one.
  expect(text(bytes).replace("\uFEFF", "")).toBe(spelled.replace("\uFEFF", ""));
});

test("a BOM is written as bytes", () => {
  const root = fixturesIn(PARENT, { "a.case.yaml": caseText({ exchanges: "[{chunks: [], framing: {bom: true}}]" }) });
  expect([...(loadCase("a.case.yaml", root).bodies[0] ?? [])].slice(0, 4)).toEqual([0xef, 0xbb, 0xbf, 0x64]);
});

type Refused = [what: string, changes: Readonly<Record<string, string>>, place: string, detail: string];

const provenanceOf = (recording: string): string =>
  `{recording: "${recording}", sha256: ${"a".repeat(64)}, origin: here, licence: CC0-1.0}`;

test.each<Refused>([
  ["a typo at the top", { levle: "must" }, "levle", "unknown member levle; did you mean level?"],
  [
    "a name of megabytes",
    { ["z".repeat(5_000_000)]: "1" },
    `${"z".repeat(100)}…`,
    `unknown member ${"z".repeat(100)}…`,
  ],
  [
    "many names",
    Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`levle${at}`, "1"])),
    "levle0",
    "levle4; did you mean level? and 1995 more",
  ],
  [
    "a file of more problems than can be listed",
    { exchanges: `[{chunks: [${"1,".repeat(200_000)}]}]` },
    "",
    "too many problems to list",
  ],
  [
    "a typo inside",
    { expect: "{any_of: [{outcome: completed, usages: null}]}" },
    "expect.any_of[0].usages",
    "did you mean usage",
  ],
  [
    "a typo in a block",
    { exchanges: "[{blocks: [{data: a, evnt: b}]}]" },
    "exchanges[0].blocks[0].evnt",
    "did you mean event",
  ],
  ["an unknown value", { level: "shall" }, "level", "must"],
  ["a short uid", { uid: "x" }, "uid", "a letter and three letters or digits"],
  ["two bodies", { exchanges: "[{body: a, chunks: []}]" }, "exchanges[0]", "exactly one of"],
  [
    "a framing for a body",
    { exchanges: "[{body: a, framing: {eol: cr}}]" },
    "exchanges[0].framing",
    "its own spelling",
  ],
  [
    "a block too long",
    { exchanges: "[{blocks: [{raw: xx, repeat: 8388609}]}]" },
    "exchanges[0].blocks[0]",
    "a block longer than 16 Mi characters",
  ],
  [
    "blocks too long together",
    { exchanges: "[{blocks: [{raw: x, repeat: 16777215}]}, {blocks: [{raw: x}, {raw: x}]}]" },
    "exchanges",
    "more than 16 Mi characters together",
  ],
  [
    "a member of a chunk that would be lost",
    { exchanges: '[{chunks: [{a: 1}, {"__proto__": {a: 1}}]}]' },
    "exchanges[0].chunks[1].__proto__",
    "is not kept here",
  ],
  [
    "a header that would be lost",
    { exchanges: '[{body: a, headers: {"__proto__": a}}]' },
    "exchanges[0].headers.__proto__",
    "is not kept here",
  ],
  ["a member of no shape", { ["__proto__"]: "1" }, "__proto__", "unknown member __proto__"],
  ["an unwritable block", { exchanges: '[{blocks: [{data: "a\\rb"}]}]' }, "exchanges[0].blocks[0].data", "CR"],
  [
    "a path in a cassette",
    { exchanges: "[{cassette: ../a.yaml#0}]" },
    "exchanges[0].cassette",
    "a file beside the case",
  ],
  ["a folder for a cassette", { exchanges: "[{cassette: ..#0}]" }, "exchanges[0].cassette", "a file beside the case"],
  ...["../../../etc/passwd", "/dev/zero", "a\\\\b", "..", "."].map((recording): Refused => [
    `the recording ${recording}`,
    { provenance: provenanceOf(recording) },
    "provenance.recording",
    "a file beside the case",
  ]),
  [
    "a recording that is not played",
    { provenance: provenanceOf("rec.yaml") },
    "provenance",
    "no exchange plays the recording",
  ],
  ["a recording of nobody's", { exchanges: "[{cassette: a.yaml#0}]" }, "provenance", "where it comes from"],
])("%s is refused with its place", (_what, changes, place, detail) => {
  const error = refusal({ "crafted/test/plain.yaml": caseText(changes) });
  expect(error.code).toBe("CASE_INVALID");
  expect(error.place).toBe(`crafted/test/plain.yaml${place === "" ? "" : ":"}${place}`);
  expect(error.detail).toContain(detail);
});

const RECORDING = `version: 1
interactions:
- request: {body: "", form: {}, headers: {}, url: "https://example.test/v1", method: POST}
  response: {body: "data: hi\\n\\n", headers: {}, status: 200 OK, code: 200, duration: 1ms}
`;

function recordedCase(changes: Readonly<Record<string, string>> = {}): string {
  const sha256 = createHash("sha256").update(RECORDING).digest("hex");
  return caseText({
    exchanges: "[{cassette: rec.yaml#0}]",
    provenance: `{recording: rec.yaml, sha256: ${sha256}, origin: here, licence: CC0-1.0}`,
    ...changes,
  });
}

test("a recording beside the case gives its body", () => {
  const root = fixturesIn(PARENT, { "real/x/rec.yaml": RECORDING, "real/x/a.case.yaml": recordedCase() });
  const loaded = loadCase(join(root, "real/x/a.case.yaml"), root);
  expect(loaded.file).toBe("real/x/a.case.yaml");
  expect(text(loaded.bodies[0])).toBe("data: hi\n\n");
});

test.each([
  ["a changed recording", {}, `${RECORDING}# touched\n`, "provenance.sha256", "it was changed"],
  [
    "an interaction too many",
    { exchanges: "[{cassette: rec.yaml#1}]" },
    RECORDING,
    "exchanges[0].cassette",
    "no interaction 1",
  ],
  ["another recording", { exchanges: "[{cassette: other.yaml#0}]" }, RECORDING, "provenance.recording", "is rec.yaml"],
  [
    "another status",
    { exchanges: "[{cassette: rec.yaml#0, status: 500}]" },
    RECORDING,
    "exchanges[0].status",
    "the recording has 200",
  ],
])("%s is refused", (_what, changes, recording, place, detail) => {
  const error = refusal(
    { "real/x/rec.yaml": recording, "real/x/a.case.yaml": recordedCase(changes) },
    "real/x/a.case.yaml",
  );
  expect(error.code).toBe("CASE_INVALID");
  expect(error.place).toBe(`real/x/a.case.yaml:${place}`);
  expect(error.detail).toContain(detail);
});

test("a file that is not there says so", () => {
  expect(refusal({}, "crafted/none.yaml")).toMatchObject({ code: "FILE_UNREADABLE", place: "crafted/none.yaml" });
});
