/** Files that go-vcr wrote are read; all others are named, with the place inside. */
import { expect, test } from "vitest";
import { DEFAULT_LIMITS, ToolkitError } from "../base/index.ts";
import { readGoVcr } from "./read-go-vcr.ts";
import { writeGoVcr } from "./write-go-vcr.ts";

const V2 = `---
version: 2
interactions:
- id: 0
  request:
    proto: HTTP/1.1
    proto_major: 1
    proto_minor: 1
    content_length: 0
    host: ""
    url: https://example.com/v1/chat/completions
    method: POST
  response:
    proto: HTTP/2.0
    proto_major: 2
    proto_minor: 0
    content_length: -1
    body: "data: [DONE]\\n\\n"
    headers:
      Content-Type:
      - text/event-stream
    status: 200 OK
    code: 200
    duration: 890.029ms
`;

const V1 = `---
version: 1
interactions:
- request:
    body: ""
    headers: {}
    url: http://example.com/
    method: ""
  response:
    body: hello
    headers: {}
    status: 200 OK
    code: 200
`;

function trouble(source: string | Uint8Array, limits = {}): { code: string; place: string; detail: string } {
  try {
    readGoVcr(source, "f.yaml", { ...DEFAULT_LIMITS, ...limits });
  } catch (error) {
    if (error instanceof ToolkitError) return { code: error.code, place: error.place, detail: error.detail };
    throw error;
  }
  throw new Error("the file was read");
}

test("a version 2 file gives its document and its exchanges", () => {
  const cassette = readGoVcr(new TextEncoder().encode(V2), "f.yaml");
  expect(cassette.document.version).toBe(2);
  expect(cassette.exchanges).toEqual([
    {
      request: { method: "POST", url: "https://example.com/v1/chat/completions", headers: {}, body: "" },
      response: {
        status: 200,
        reason: "OK",
        headers: { "Content-Type": ["text/event-stream"] },
        body: "data: [DONE]\n\n",
      },
    },
  ]);
});

test("a version 1 file has no ids, and may have no duration or an empty one", () => {
  expect(readGoVcr(V1, "f.yaml").exchanges[0]?.request.method).toBe("GET");
  expect(readGoVcr(`${V1}    duration: ""\n`, "f.yaml").document.interactions[0]?.response.duration).toBe("");
  expect(readGoVcr(`${V1}    duration: 1.5s\n`, "f.yaml").document.interactions[0]?.response.duration).toBe("1.5s");
});

test("a binary body is read as its bytes", () => {
  const source = V2.replace('"data: [DONE]\\n\\n"', "!!binary |\n      /wD/\n      gA==\n");
  expect(readGoVcr(source, "f.yaml").exchanges[0]?.response.body).toEqual(new Uint8Array([0xff, 0x00, 0xff, 0x80]));
});

test("what Go indents after U+2028 and U+2029 in a block is no part of the text", () => {
  const body = "|+\n      data: a\u2028      b\u2029      c\n\n      data: d\n\n";
  const source = V2.replace('"data: [DONE]\\n\\n"', body.trimEnd());
  expect(readGoVcr(source, "f.yaml").exchanges[0]?.response.body).toBe("data: a\u2028b\u2029c\n\ndata: d\n");
});

test("nor is what it indents after them in single quotes", () => {
  const source = V2.replace('"data: [DONE]\\n\\n"', `'{"a":"b\u2028      c"}'`);
  expect(readGoVcr(source, "f.yaml").exchanges[0]?.response.body).toBe('{"a":"b\u2028c"}');
});

test.each([
  ["!!python/object/apply:os.system ['x']", "!!python/object/apply:os.system"],
  ["!!js/function 'x'", "!!js/function"],
  ["!Foo bar", "!Foo"],
])("the tag of %s is refused by name and place", (value, name) => {
  expect(trouble(V2.replace('"data: [DONE]\\n\\n"', value))).toEqual({
    code: "YAML_INVALID",
    place: "f.yaml:18:11",
    detail: `the tag ${name} is not read: nothing in a file is executed`,
  });
});

test.each<[what: string, source: string | Uint8Array, code: string, place: string, detail: RegExp]>([
  [
    "a wrong type",
    V2.replace("code: 200", "code: ok"),
    "CASSETTE_INVALID",
    "f.yaml:23:interactions[0].response.code",
    /expected number/,
  ],
  [
    "a member too many",
    `${V2}    latency: 3\n`,
    "CASSETTE_INVALID",
    "f.yaml:25:interactions[0].response.latency",
    /no member/,
  ],
  [
    "a plain number for a duration",
    V2.replace("890.029ms", "890"),
    "CASSETTE_INVALID",
    "f.yaml:24:interactions[0].response.duration",
    /./,
  ],
  [
    "a map for a body",
    V2.replace('"data: [DONE]\\n\\n"', "{a: 1}"),
    "CASSETTE_INVALID",
    "f.yaml:18:interactions[0].response.body",
    /text or bytes/,
  ],
  [
    "a key given twice",
    V2.replace("code: 200", "code: 200\n    code: 201"),
    "YAML_INVALID",
    "f.yaml:24:5",
    /duplicated/,
  ],
  ["broken YAML", "version: 2\ninteractions: [\nx: 1", "YAML_INVALID", "f.yaml:3:1", /./],
  ["no UTF-8", new Uint8Array([0x61, 0xff]), "YAML_INVALID", "f.yaml", /UTF-8/],
  ["nothing at all", "", "YAML_INVALID", "f.yaml", /empty/],
  ["a list", "- a\n", "CASSETTE_INVALID", "f.yaml", /found a list/],
  ["version 3", V2.replace("version: 2", "version: 3"), "CASSETTE_VERSION", "f.yaml:version", /version 3/],
  ["no version", V2.replace("version: 2\n", ""), "CASSETTE_VERSION", "f.yaml", /no version/],
  [
    "version 1 with the members of 2",
    V2.replace("version: 2", "version: 1"),
    "CASSETTE_INVALID",
    "f.yaml:6:interactions[0].request.proto",
    /version 1/,
  ],
  [
    "vcrpy",
    "interactions:\n- request: {uri: x, method: GET}\n  response: {status: {code: 200}}\nversion: 1\n",
    "CASSETTE_VERSION",
    "f.yaml",
    /vcrpy/,
  ],
  ["Ruby VCR", "http_interactions: []\nrecorded_with: VCR 6.4.0\n", "CASSETTE_VERSION", "f.yaml", /VCR 6\.4\.0/],
  ["betamax", '{"http_interactions": [], "recorded_with": "betamax/0.9.0"}', "CASSETTE_VERSION", "f.yaml", /betamax/],
  ["a HAR file", '{"log": {"version": "1.2", "entries": []}}', "CASSETTE_VERSION", "f.yaml", /HAR/],
])("%s is named with its place", (_, source, code, place, detail) => {
  const found = trouble(source);
  expect(found).toMatchObject({ code, place });
  expect(found.detail).toMatch(detail);
});

test("size, depth and aliases have limits", () => {
  expect(trouble(V2, { fileBytesMax: 100 }).code).toBe("LIMIT_EXCEEDED");
  expect(trouble("[".repeat(50), { documentDepthMax: 40 }).code).toBe("LIMIT_EXCEEDED");
  expect(trouble("a: &x [1]\nb: [*x, *x, *x]", { yamlAliasesMax: 2 }).code).toBe("LIMIT_EXCEEDED");
});

test("a header called __proto__ is a header like any other; elsewhere it is no member", () => {
  const held = V2.replace("      Content-Type:", "      __proto__:\n      - a\n      Content-Type:");
  const cassette = readGoVcr(held, "f.yaml");
  expect(Object.entries(cassette.exchanges[0]?.response.headers ?? {})).toEqual([
    ["__proto__", ["a"]],
    ["Content-Type", ["text/event-stream"]],
  ]);
  const again = readGoVcr(writeGoVcr(cassette, "charm"), "f.yaml");
  expect(Object.keys(again.exchanges[0]?.response.headers ?? {})).toEqual(["__proto__", "Content-Type"]);
  expect(trouble(held.replace("      - a\n", "      - 1\n"))).toMatchObject({
    code: "CASSETTE_INVALID",
    place: "f.yaml:20:interactions[0].response.headers.__proto__",
  });
  expect(trouble(`${V2}    __proto__: 1\n`)).toMatchObject({
    code: "CASSETTE_INVALID",
    place: "f.yaml:25:interactions[0].response.__proto__",
  });
});

// As yaml v4.0.0-rc.3 writes a body that ends so.
test("a block that ends with U+2028 would swallow the next key: it is refused with its line", () => {
  const swallowing = V2.replace('"data: [DONE]\\n\\n"\n', "|\n      data: a\n\n      b\u2028");
  expect(swallowing).toContain("b\u2028    headers:");
  expect(trouble(swallowing)).toMatchObject({
    code: "YAML_INVALID",
    place: "f.yaml:21",
    detail: expect.stringContaining("next key (headers)") as string,
  });
});
