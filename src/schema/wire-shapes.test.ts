/** The wire shapes take what real servers send, keep it as it was, and still refuse what is no chunk. */
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { ChatRequest, ErrorEnvelope, SCHEMA_SHAPES, WireChunk, WireError, WireUsage } from "./index.ts";

/** What forces each widening: the name says who sent it. */
const ACCEPTED: readonly (readonly [name: string, schema: z.ZodType, value: unknown])[] = [
  [
    "an audio heartbeat without choices",
    WireChunk,
    { id: "x", object: "chat.completion.chunk", created: 1, model: "m" },
  ],
  ["null choices", WireChunk, { choices: null }],
  [
    "Azure's first chunk",
    WireChunk,
    { choices: [], created: 0, id: "", model: "", object: "", prompt_filter_results: [] },
  ],
  [
    "Azure's asynchronous filter chunk, without delta",
    WireChunk,
    { choices: [{ index: 0, finish_reason: null, content_filter_offsets: { check_offset: 1 } }] },
  ],
  ["finish_reason absent", WireChunk, { choices: [{ index: 0, delta: { content: "a" } }] }],
  ["an empty finish_reason and an empty role", WireChunk, { choices: [{ delta: { role: "" }, finish_reason: "" }] }],
  [
    "content parts, one of an unknown type",
    WireChunk,
    {
      choices: [
        {
          delta: {
            content: [
              { type: "thinking", thinking: [] },
              { type: "x", y: 1 },
            ],
          },
        },
      ],
    },
  ],
  [
    "a fragment without index, with null id and whole arguments",
    WireChunk,
    { choices: [{ delta: { tool_calls: [{ id: null, type: null, function: { name: "", arguments: { a: 1 } } }] } }] },
  ],
  [
    "arguments that are a list",
    WireChunk,
    { choices: [{ delta: { tool_calls: [{ function: { arguments: [1] } }] } }] },
  ],
  [
    "the old call with whole arguments",
    WireChunk,
    { choices: [{ delta: { function_call: { arguments: { a: 1 } } } }] },
  ],
  ["reasoning that is an object", WireChunk, { choices: [{ delta: { reasoning: { steps: [] } } }] }],
  ["a part that is text", WireChunk, { choices: [{ delta: { content: ["a"] } }] }],
  ["a fragment at slot -1", WireChunk, { choices: [{ delta: { tool_calls: [{ index: -1, id: "" }] } }] }],
  [
    "a custom tool",
    WireChunk,
    { choices: [{ delta: { tool_calls: [{ index: 0, custom: { name: "n", input: "i" } }] } }] },
  ],
  ["null members throughout", WireChunk, { choices: [{ delta: { role: null, content: null, tool_calls: null } }] }],
  ["legacy log probabilities", WireChunk, { choices: [{ delta: {}, logprobs: { tokens: [], token_logprobs: [] } }] }],
  ["an integer beyond 2^53", WireChunk, { choices: [{ delta: {}, seed: 12_658_879_820_317_954_000 }] }],
  ["an error beside choices", WireChunk, { choices: [], error: { code: 400, message: "m", metadata: { a: 1 } } }],
  ["null counters", WireUsage, { prompt_tokens: 463, completion_tokens: null, total_tokens: null }],
  ["a cost that is an object", WireUsage, { cost: { total_cost: 0.1 }, prompt_tokens_details: null }],
  ["a bare error", WireError, "bad key"],
  ["an error spelled otherwise", WireError, { message: 1, type: 400, param: ["a"], code: {}, metadata: "m" }],
  ["an error without any known member", WireError, { failed_generation: "…" }],
  ["OpenAI's error body", ErrorEnvelope, { error: { message: "m", type: "t", param: null, code: null } }],
  ["xAI's error body", ErrorEnvelope, { code: "c", error: "sentence" }],
  ["Mistral's error body", ErrorEnvelope, { object: "error", message: { detail: [] }, type: "t", code: "1500" }],
  ["a framework's refusal", ErrorEnvelope, { detail: [{ type: "missing", loc: ["body"], msg: "Field required" }] }],
  ["Gemini's list of one error", ErrorEnvelope, [{ error: { code: 400, message: "m", status: "INVALID_ARGUMENT" } }]],
  [
    "a request with a provider's extras",
    ChatRequest,
    { model: "m", messages: [{ role: "user", content: "hi" }], stream: true, usage: { include: true }, provider: {} },
  ],
  [
    "a request that hands a tool's answer back",
    ChatRequest,
    {
      messages: [
        { role: "assistant", content: null, tool_calls: [{ id: "a", type: "function", function: { name: "f" } }] },
        { role: "tool", tool_call_id: "a", content: [{ type: "text", text: "22 °C" }] },
      ],
    },
  ],
];

const REFUSED: readonly (readonly [name: string, schema: z.ZodType, value: unknown])[] = [
  ["a list", WireChunk, []],
  ["the sentinel", WireChunk, "[DONE]"],
  ["choices that are an object", WireChunk, { choices: {} }],
  ["a choice that is text", WireChunk, { choices: ["a"] }],
  ["content that is a number", WireChunk, { choices: [{ delta: { content: 1 } }] }],
  ["a created that is text", WireChunk, { created: "now" }],
  ["counters that are text", WireUsage, { total_tokens: "3" }],
  ["an error that is a flag", WireError, true],
  ["a body without any error", ErrorEnvelope, { choices: [] }],
  ["an empty list of errors", ErrorEnvelope, []],
  ["a request without messages", ChatRequest, { model: "m" }],
  ["a message without role", ChatRequest, { messages: [{ content: "hi" }] }],
];

/** Unions that would say no more than "Invalid input". */
test.each<[name: string, schema: z.ZodType, value: unknown]>([
  ["content", WireChunk, { choices: [{ delta: { content: 1 } }] }],
  ["a fragment's id", WireChunk, { choices: [{ delta: { tool_calls: [{ id: true }] } }] }],
  ["arguments", WireChunk, { choices: [{ delta: { tool_calls: [{ function: { arguments: 1 } }] } }] }],
  ["reasoning", WireChunk, { choices: [{ delta: { reasoning: [] } }] }],
  ["logprobs", WireChunk, { choices: [{ logprobs: "a" }] }],
  ["an error", WireChunk, { error: true }],
  ["a cost", WireUsage, { cost: true }],
  ["an error body", ErrorEnvelope, {}],
  ["a message's content", ChatRequest, { messages: [{ role: "user", content: 1 }] }],
])("%s of another kind is told what was expected", (_, schema, value) => {
  expect(schema.safeParse(value).error?.issues[0]?.message).toMatch(/^expected /);
});

describe("wire shapes", () => {
  test.each(ACCEPTED)("%s is taken, and kept as it was", (_, schema, value) => {
    expect(schema.parse(value)).toStrictEqual(value);
  });

  test.each(REFUSED)("%s is refused", (_, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  test("absent, null and empty stay distinct", () => {
    const keys = [{}, { content: null }, { content: "" }].map((delta) => {
      const chunk = WireChunk.parse({ choices: [{ delta }] });
      return JSON.stringify(chunk.choices?.[0]?.delta);
    });
    expect(keys).toEqual(["{}", '{"content":null}', '{"content":""}']);
  });

  test("every shape has a kebab name, a title and a description or a fixed form", () => {
    for (const [name, { title, schema }] of Object.entries(SCHEMA_SHAPES)) {
      expect(name).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
      expect(title.length).toBeGreaterThan(10);
      expect(schema.safeParse(undefined).success).toBe(false);
    }
  });
});
