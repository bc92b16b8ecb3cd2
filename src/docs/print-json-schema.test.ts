/** The printed documents accept what the shapes accept: the first recording, its chunks, and nothing broken. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { DIALECT_SHAPES } from "../dialect/index.ts";
import { GoVcrV2, SCHEMA_SHAPES, type SchemaShape } from "../schema/index.ts";
import { printJsonSchema } from "./index.ts";
import { undescribed } from "./testing/undescribed.ts";

const SHAPES: Readonly<Record<string, SchemaShape>> = { ...SCHEMA_SHAPES, ...DIALECT_SHAPES };
const SEED = new URL("../../fixtures/real/openrouter/simple_streaming.yaml", import.meta.url);

const cassette = GoVcrV2.parse(load(readFileSync(SEED, "utf8")));
const chunks = cassette.interactions.flatMap(({ response }) =>
  String(response.body)
    .split("\n")
    .filter((line) => line.startsWith("data: {"))
    .map((line): unknown => JSON.parse(line.slice("data: ".length))),
);

function documentOf(name: string) {
  const shape = SHAPES[name];
  if (shape === undefined) throw new Error(`no shape ${name}`);
  return printJsonSchema(name, shape.schema, shape.title);
}

/** Strict mode finds keywords that mean nothing; the two exceptions are legal and intended. */
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });

const accepts = (name: string, value: unknown): boolean => {
  const compiled = ajv.getSchema(`urn:streamproof:schema:${name}`) ?? ajv.compile(documentOf(name));
  return compiled(value) === true;
};

describe("printed schemas", () => {
  test.each(Object.keys(SHAPES))("%s: a 2020-12 document with a stable id, a title, and no noise", (name) => {
    const document = documentOf(name);
    const text = JSON.stringify(document);
    expect(document["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(document["$id"]).toBe(`urn:streamproof:schema:${name}`);
    expect(document["title"]).toBe(SHAPES[name]?.title);
    expect(text).not.toContain(String(Number.MAX_SAFE_INTEGER));
    expect(ajv.validateSchema(document)).toBe(true);
    expect(text).toBe(JSON.stringify(documentOf(name)));
  });

  test("the recording has chunks, and go-vcr-v2 accepts it whole", () => {
    expect(chunks.length).toBeGreaterThan(2);
    expect(accepts("go-vcr-v2", load(readFileSync(SEED, "utf8")))).toBe(true);
  });

  test.each(["wire-chunk", "chunk-openrouter", "chunk-openai", "chunk-azure"])(
    "%s accepts each chunk of it",
    (name) => {
      expect(chunks.filter((chunk) => !accepts(name, chunk))).toEqual([]);
    },
  );

  test("spec-chunk refuses them for OpenRouter's own members, and accepts them without", () => {
    expect(chunks.some((chunk) => accepts("spec-chunk", chunk))).toBe(false);
    const byLetter = { id: "a", object: "chat.completion.chunk", created: 1, model: "m", choices: [] };
    expect(accepts("spec-chunk", byLetter)).toBe(true);
  });

  test.each([
    ["go-vcr-v2", { ...cassette, version: 1 }],
    ["go-vcr-v2", { ...cassette, recorder: "other" }],
    ["go-vcr-v2", { version: 2, interactions: [{ ...cassette.interactions[0], response: {} }] }],
    ["go-vcr-v1", cassette],
    ["wire-chunk", { choices: {} }],
    ["wire-chunk", { choices: [{ delta: { content: 1 } }] }],
    ["chunk-openrouter", { choices: [], usage: { cost: "free" } }],
    ["chunk-azure", { choices: [{ content_filter_results: { hate: { filtered: "no" } } }] }],
    ["chunk-openai", { choices: [{ delta: { audio: { data: 1 } } }] }],
    ["usage", { total_tokens: "3" }],
    ["error", 4],
    ["error-envelope", {}],
    ["request", { model: "m" }],
    ["message", { choices: [{}] }],
  ])("%s refuses a wrong document", (name, wrong) => {
    expect(accepts(name, wrong)).toBe(false);
  });

  test("descriptions reach the document", () => {
    expect(JSON.stringify(documentOf("wire-chunk"))).toContain("absent at Gemini");
  });

  test("integers lose their ±(2^53 - 1) bounds and keep those that were meant", () => {
    const document = printJsonSchema("sizes", z.object({ any: z.int(), count: z.int().min(0).max(9) }));
    expect(document["properties"]).toEqual({
      any: { type: "integer" },
      count: { type: "integer", minimum: 0, maximum: 9 },
    });
    expect(document).not.toHaveProperty("title");
  });

  test("members with defaults are optional, and what JSON Schema cannot say accepts all", () => {
    const shape = z.object({ level: z.string().default("must"), at: z.date() });
    const document = printJsonSchema("odd", shape);
    expect(document["required"]).toEqual(["at"]);
    expect(document["properties"]).toMatchObject({ level: { type: "string", default: "must" }, at: {} });
  });
});

describe("descriptions", () => {
  // The go-vcr documents are plain enough in half their members: those are let off.
  test.each(Object.keys(SHAPES).filter((name) => !name.startsWith("go-vcr")))("%s: each member has one", (name) => {
    expect(undescribed(documentOf(name))).toEqual([]);
  });

  test("a silent member is found, however deep", () => {
    const shape = z.object({ a: z.array(z.object({ b: z.string().nullish() })).describe("a list") });
    expect(undescribed(printJsonSchema("silent", shape))).toEqual([".a.b"]);
  });
});
